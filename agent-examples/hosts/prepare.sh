# For the scripts beside it, which source it: installs Baton into a temporary local repository that shares everything else with the usual one.
usual=${HOME}/.m2/repository
work=$(mktemp -d)
cleanup() { rm -rf "$work"; }
trap 'cleanup' EXIT

# Links to the usual repository's folders, except for the way down to dev/baton.
mkdir -p "$usual" "$work/repository/dev/baton"
for folder in "$usual"/* "$usual"/dev/*; do
    name=${folder#"$usual"/}
    if [ -d "$folder" ] && [ "$name" != dev ] && [ "$name" != dev/baton ]; then
        ln -s "$folder" "$work/repository/$name"
    fi
done

mvn='mvn -B -ntp -q -Dmaven.repo.local='$work/repository
$mvn -f ../../pom.xml -Pquick -DskipTests -pl agent-core,agent-vad,agent-testkit,agent-server,bom -am install
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
