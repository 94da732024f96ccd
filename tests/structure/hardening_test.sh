# What the compiler and the linker were asked for is in the program that came out.
set -u
. "$SRCDIR/tests/structure/tap.sh"

if [ "$SANITIZERS" = yes ]; then
    skip "hardening of the program" "a sanitizer build has none"
    finish
fi

header=$(readelf -hW "$KANRIBO")
segments=$(readelf -lW "$KANRIBO")
dynamic=$(readelf -dW "$KANRIBO")
symbols=$(readelf --dyn-syms -W "$KANRIBO" | awk '$7 == "UND" { sub(/@.*/, "", $8); print $8 }')

# has TEXT PATTERN: a finding unless the pattern is there.
has()
{
    printf '%s\n' "$1" | grep -Eq "$2" || echo "not found: $2"
}

check "position-independent executable" "$(has "$header" 'Type: +DYN'; has "$dynamic" 'FLAGS_1.*PIE')"
check "relocations are read-only" "$(has "$segments" 'GNU_RELRO')"
check "all symbols are bound at the start" "$(has "$dynamic" 'BIND_NOW|FLAGS_1.*NOW')"
check "the stack is not executable" "$(has "$segments" 'GNU_STACK.* RW +0x')"
check "no segment is writable and executable" "$(printf '%s\n' "$segments" | grep -E 'LOAD.* RWE ')"
check "no library path inside" "$(printf '%s\n' "$dynamic" | grep -E 'R(UN)?PATH')"
check "stack protector" "$(has "$symbols" '^__stack_chk_fail$')"
check "checked variants of libc's functions" "$(has "$symbols" '^__(memcpy|snprintf|vsnprintf|read|fprintf)_chk$')"
check "no shell is called" "$(printf '%s\n' "$symbols" | grep -E '^(system|popen|wordexp|posix_spawnp|execlp|execvp)$')"
finish
