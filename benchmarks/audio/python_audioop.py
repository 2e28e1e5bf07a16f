"""ns per sample of Python's audioop on 160 samples at a time: python_audioop.py FILE.raw SECONDS, prints "law encode decode" per law."""
import sys
import time
import warnings

warnings.simplefilter("ignore")
import audioop  # noqa: E402  gone from Python 3.13 on; the caller takes the failure for "not here"

data = open(sys.argv[1], "rb").read()
chunks = [data[i : i + 320] for i in range(0, len(data) - 319, 320)]
for law, encode, decode in (
    ("mulaw", audioop.lin2ulaw, audioop.ulaw2lin),
    ("alaw", audioop.lin2alaw, audioop.alaw2lin),
):
    codes = [encode(chunk, 2) for chunk in chunks]
    figures = []
    for work, inputs in ((encode, chunks), (decode, codes)):
        times = []
        until = time.monotonic() + float(sys.argv[2]) / 4
        while not times or time.monotonic() < until:
            began = time.thread_time_ns()
            for chunk in inputs:
                work(chunk, 2)
            times.append((time.thread_time_ns() - began) / len(inputs) / 160)
        figures.append(sorted(times)[len(times) // 2])
    print(law, *("%.4f" % figure for figure in figures))
