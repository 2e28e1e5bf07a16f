#!/usr/bin/env bash
# Cuts the words of the sample caller out of Debian's recordings. Only maintainers run this, and only to change the
# selection: what it writes is committed. Needs Debian with apt-get and ffmpeg. Usage: extract-recordings.sh [PACKAGE.deb]
#
# Each row of the table below is one clip: its name, the prompt that it is cut from, where it begins and ends there in ms, and
# the words that are heard in it (after "@": where in the clip a second or third word begins, in ms).
# The cuts lie in silence or in the closure before a plosive; the one in running speech ("if | this is correct") lies in the murmur of the "th".
set -euo pipefail

version=1.6.1-1
package=asterisk-core-sounds-en-g722
here=$(cd "$(dirname "$0")" && pwd)
out=$here/../resources/dev/baton/examples/sample
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

if [ $# -gt 0 ]; then
    cp "$1" "$work/package.deb"
else
    (cd "$work" && apt-get download "$package=$version" && mv ./*.deb package.deb)
fi
dpkg-deb -x "$work/package.deb" "$work/files"
sounds=$work/files/usr/share/asterisk/sounds/en_US_f_Allison
mkdir -p "$out/clips"
rm -f "$out"/clips/*.wav
: > "$out/clips.tsv"

while read -r name prompt begin end words; do
    # One sample at 16 kHz is 1/16 ms. The 5 ms fades keep the edges free of clicks; the level is set when a call is composed.
    ffmpeg -nostdin -v error -y -f g722 -i "$sounds/$prompt.g722" \
        -af "atrim=start_sample=$((begin * 16)):end_sample=$((end * 16)),asetpts=N/SR/TB,afade=t=in:ns=80,afade=t=out:ss=$(((end - begin) * 16 - 80)):ns=80" \
        -ac 1 -c:a pcm_s16le -fflags +bitexact -flags:a +bitexact "$out/clips/$name.wav"
    printf '%s\t%s\n' "$name" "$words" >> "$out/clips.tsv"
done <<'TABLE'
zero             digits/0            75   820  zero
one              digits/1           105   810  one
two              digits/2            65   670  two
three            digits/3           130   810  three
four             digits/4            90   800  four
five             digits/5            85   815  five
six              digits/6           130   775  six
seven            digits/7            65   820  seven
eight            digits/8            95   615  eight
nine             digits/9            40   820  nine
ten              digits/10            0   645  ten
eleven           digits/11          130   905  eleven
twelve           digits/12           80   775  twelve
thirteen         digits/13           45   900  thirteen
fourteen         digits/14           75  1055  fourteen
fifteen          digits/15          115  1105  fifteen
sixteen          digits/16           95  1105  sixteen
seventeen        digits/17          105  1150  seventeen
eighteen         digits/18           85  1000  eighteen
nineteen         digits/19           70  1130  nineteen
twenty           digits/20           65   900  twenty
thirty           digits/30          100   815  thirty
forty            digits/40           80   895  forty
fifty            digits/50          130  1025  fifty
oh               digits/oh           10   580  oh
first            digits/h-1          15   705  first
second           digits/h-2          10   835  second
third            digits/h-3          25   660  third
fourth           digits/h-4           0   755  fourth
fifth            digits/h-5          15   685  fifth
sixth            digits/h-6          15   750  sixth
seventh          digits/h-7           5   800  seventh
eighth           digits/h-8           0   645  eighth
ninth            digits/h-9          15   780  ninth
tenth            digits/h-10          0   605  tenth
eleventh         digits/h-11          0   755  eleventh
twelfth          digits/h-12          0   680  twelfth
thirteenth       digits/h-13         35  1010  thirteenth
fourteenth       digits/h-14          0   970  fourteenth
fifteenth        digits/h-15         20   970  fifteenth
sixteenth        digits/h-16         10   965  sixteenth
seventeenth      digits/h-17         10  1025  seventeenth
eighteenth       digits/h-18         20  1010  eighteenth
nineteenth       digits/h-19          5  1070  nineteenth
twentieth        digits/h-20         15   890  twentieth
thirtieth        digits/h-30          0   770  thirtieth
sunday           digits/day-0        75   990  sunday
monday           digits/day-1        55   880  monday
tuesday          digits/day-2         5   895  tuesday
wednesday        digits/day-3        15  1035  wednesday
thursday         digits/day-4         5   875  thursday
friday           digits/day-5        45   945  friday
saturday         digits/day-6         0   935  saturday
january          digits/mon-0         0   990  january
february         digits/mon-1        15   995  february
march            digits/mon-2        25   780  march
april            digits/mon-3        10   760  april
may              digits/mon-4         5   685  may
june             digits/mon-5        25   810  june
july             digits/mon-6        20   815  july
august           digits/mon-7         0   760  august
september        digits/mon-8         0  1010  september
october          digits/mon-9         0   980  october
november         digits/mon-10        0   975  november
december         digits/mon-11        0  1000  december
at               digits/at          105   685  at
oclock           digits/oclock        0   855  o'clock
a-m              digits/a-m          75  1030  a m@395
p-m              digits/p-m           5   820  p m@280
tomorrow         digits/tomorrow     25   910  tomorrow
hello            hello               60   745  hello
no               vm-no              145   755  no
thank-you        auth-thankyou       80   870  thank you@385
goodbye          goodbye             55   895  goodbye
please           one-moment-please  842  1452  please
correct          if-correct-press   607  1175  correct
this-is-correct  if-correct-press   238  1175  this is@237 correct@367
TABLE

# The licence as the package carries it, without Debian's indentation.
sed -n '/^License: CC-BY-SA-3.0$/,/^License: CC-BY-3.0$/p' "$work/files/usr/share/doc/$package/copyright" |
    awk '/^License: /{next} 1' | sed -n '/THE WORK (AS DEFINED BELOW)/,$p' |
    sed -e 's/^ \.$//' -e 's/^ //' > "$work/licence.txt"
{
    echo "Creative Commons Attribution-ShareAlike 3.0 (CC BY-SA 3.0)"
    echo "https://creativecommons.org/licenses/by-sa/3.0/"
    echo
    sed -e '${/^$/d}' "$work/licence.txt"
} > "$out/LICENSE-CC-BY-SA-3.0.txt"
