# bootstrap against an apt that plays a part: what it asks for, what it writes, what it says when it cannot.
set -u
. "$SRCDIR/tests/structure/tap.sh"

stage=$(mktemp -d) || exit 99
trap 'rm -rf "$stage"' EXIT

if ! command -v dpkg >/dev/null 2>&1; then
    skip "bootstrap" "there is no dpkg here"
    finish
fi

# fake NAME: a program of the stage from stdin.
fake()
{
    { echo '#!/bin/sh'; cat; } >"$stage/bin/$1"
    chmod +x "$stage/bin/$1"
}

# scene: a bare machine with apt, root, an archive and nothing installed. What is on offer is a file each.
scene()
{
    rm -rf "${stage:?}"/*
    mkdir "$stage/bin" "$stage/offer" "$stage/m4"
    touch "$stage/configure.ac" "$stage/m4/flags.m4"
    for tool in sh sed awk grep cat mktemp mkdir rm cp cmp cksum sort head tail dirname env install dpkg touch; do
        ln -s "$(command -v $tool)" "$stage/bin/$tool"
    done
    sed "s|^source_file=.*|source_file=$stage/added.sources|" "$SRCDIR/bootstrap" >"$stage/bootstrap"
    : >"$stage/calls"
    : >"$stage/installed"
    : >"$stage/target"
    echo 3.4.1-2 >"$stage/offer/before"
    echo 4.6.1-2 >"$stage/offer/after"
    echo 0 | fake_id
    fake dpkg-query <<'END'
for package in "$@"; do grep "^installed $package " "$STAGE/installed"; done
END
    fake apt-get <<'END'
echo "apt-get $*" >>"$STAGE/calls"
case " $* " in
*' update '*) if [ -e "$STAGE/says" ]; then cat "$STAGE/says"; exit 100; fi ;;
*' indextargets '*) cat "$STAGE/target" ;;
*' install '*) if [ -e "$STAGE/install" ]; then cat "$STAGE/install"; exit 100; fi ;;
esac
END
    fake apt-cache <<'END'
version=$(cat "$STAGE/offer/before")
[ ! -e "$STAGE/added.sources" ] || version=$(cat "$STAGE/offer/after")
case $1 in
madison) echo "libsqlcipher-dev | $version | archive suite/main amd64 Packages" ;;
show) echo "Depends: libc6-dev, libsqlcipher1 (= $version)" ;;
esac
END
}

fake_id()
{
    sed 's/^/echo /' | fake id
}

# bootstrap: run it; what it said is in $stage/said. Only a build that gets as far as autoreconf says 構成.
bootstrap()
{
    STAGE=$stage PATH=$stage/bin sh "$stage/bootstrap" build >"$stage/said" 2>&1 </dev/null
}

# said PATTERN: a finding unless bootstrap said that.
said()
{
    grep -Eq "$1" "$stage/said" || { echo "did not say: $1"; cat "$stage/said"; }
}

# called PATTERN: a finding unless apt-get was called so.
called()
{
    grep -Eq "$1" "$stage/calls" || { echo "not called: $1"; cat "$stage/calls"; }
}

unchanged()
{
    [ ! -e "$stage/added.sources" ] || echo "a source was left behind"
}

scene
rm "$stage/bin/apt-get"
bootstrap
check "without apt it says so and names the packages" "$(said '^apt がありません.*libsodium-dev'; said '^There is no apt')"

scene
echo 1000 | fake_id
echo 'exit 1' | fake sudo
bootstrap
check "without root and sudo it says what to ask the administrator for" \
    "$(said '^足りないパッケージを入れるには root.*libsqlcipher-dev'; [ ! -s "$stage/calls" ] || cat "$stage/calls")"

scene
echo 1000 | fake_id
echo 'case $1 in -n) ;; *) echo "sudo $*" >>"$STAGE/calls"; exec "$@" ;; esac' | fake sudo
echo 4.6.1-2 >"$stage/offer/before"
bootstrap
check "it goes through sudo" "$(called '^sudo env DEBIAN_FRONTEND=noninteractive .*apt-get .*install')"

scene
echo "Err:1 Could not resolve 'archive.invalid'" >"$stage/says"
bootstrap
check "without a network it says so" "$(said '^パッケージの取得元に届きません'; unchanged)"

scene
bootstrap
check "without an archive (a DVD alone) it says so" "$(said '^SQLCipher .*Debian の取得元も見つかりません'; unchanged)"

scene
echo 4.6.1-2 >"$stage/offer/before"
echo 'E: Unable to locate package libvterm-dev' >"$stage/install"
bootstrap
check "a package that apt does not have is named" "$(said '^apt にないパッケージ.*libvterm-dev')"

scene
echo 4.6.1-2 >"$stage/offer/before"
bootstrap
check "a SQLCipher on offer is taken as it is, with its library, and no source is added" \
    "$(called 'install -y --no-install-recommends .* libsqlcipher-dev=4.6.1-2 libsqlcipher1=4.6.1-2$'; unchanged)"

scene
cat >"$stage/debian.sources" <<'END'
# a stanza of comments is none

Types: deb
URIs: http://security.invalid/
Suites: security
Signed-By: /wrong

# the archive
Types: deb
URIs: http://archive.invalid/debian
Suites: one two
Check-Valid-Until: no
Signed-By:
 -----BEGIN PGP PUBLIC KEY BLOCK-----
 .
 abcd
 -----END PGP PUBLIC KEY BLOCK-----
Components: main contrib
END
echo "http://archive.invalid/debian/|$stage/debian.sources:2" >"$stage/target"
bootstrap
suite=$(. /etc/os-release && echo "${VERSION_CODENAME-}")-backports
check "the backports come from the same archive under the same signature, a key block included" \
    "$(printf '%s\n' 'Types: deb' 'URIs: http://archive.invalid/debian/' "Suites: $suite" 'Components: main' \
        'Check-Valid-Until: no' 'Signed-By:' ' -----BEGIN PGP PUBLIC KEY BLOCK-----' ' .' ' abcd' \
        ' -----END PGP PUBLIC KEY BLOCK-----' | diff - "$stage/added.sources" 2>&1
    called 'libsqlcipher-dev=4.6.1-2 libsqlcipher1=4.6.1-2$')"

scene
printf '\ndeb [arch=amd64,arm64 signed-by=/keys/a.gpg lang=en] http://archive.invalid/debian one main\n' >"$stage/sources.list"
echo "http://archive.invalid/debian/|$stage/sources.list:2" >"$stage/target"
bootstrap
check "the options of a one-line source are kept" \
    "$(printf '%s\n' 'Types: deb' 'URIs: http://archive.invalid/debian/' "Suites: $suite" 'Components: main' \
        'Architectures: amd64 arm64' 'Signed-By: /keys/a.gpg' | diff - "$stage/added.sources" 2>&1)"

scene
echo "http://archive.invalid/debian/|/dev/null:1" >"$stage/target"
echo 3.4.1-2 >"$stage/offer/after"
bootstrap
check "a release without backports is told, and the source taken away" "$(said '^SQLCipher .*からも得られません'; unchanged)"

scene
sed -n '/^build_packages=/,/'"'"'$/p' "$stage/bootstrap" | tr "'" ' ' | sed 's/build_packages=//' | tr -s ' ' '\n' |
    sed -n 's/..*/installed & 4.6/p' >"$stage/installed"
echo 'installed libsqlcipher-dev 4.6.1-2' >>"$stage/installed"
bootstrap
check "with everything there apt is not called" "$(cat "$stage/calls"; said '構成')"
finish
