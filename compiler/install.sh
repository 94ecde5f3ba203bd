# SPDX-License-Identifier: MIT
# install.sh [POLICYC]: what services build with, below $DESTDIR$PREFIX, and the compiler if it is named. Reports stay here.
# install.sh -u: removes what was installed, and nothing else.
#
# share/policyc/installed lists, relative to PREFIX, the files and, with a slash at the end, the folders that were not there before. While
# files are copied it has those of the last installation too: the next one, or -u, knows all that one which stops half-way has left.
set -eu
export LC_ALL=C
umask 022
root=${DESTDIR-}$PREFIX
list=$root/share/policyc/installed

lines() { [ -z "$1" ] || printf '%s\n' "$1"; }
folders() { sed -n '/\/$/p'; }
remove_files() { sed '/\/$/d' | while IFS= read -r path; do rm -f "$root/$path"; done; }
remove_folders() { folders | sort -r | while IFS= read -r path; do rmdir "$root/$path" 2>/dev/null || :; done; } # the empty ones
write_list() { lines "$1" | cmp -s - "$list" || { lines "$1" >"$list.new" && mv "$list.new" "$list"; }; }
target() {
	case $1 in
	out/include/*) echo "${1#out/}" ;;
	out/*) echo "share/policyc/${1#out/}" ;;
	templates/*) echo "share/policyc/$1" ;;
	*.mk) echo "share/policyc/${1##*/}" ;;
	*.cmake) echo "share/cmake/policyc/${1##*/}" ;;
	esac
}
put() { # put MODE FROM TO; -C: what is the same keeps its time, and what includes it is not compiled again
	[ -d "$root/${3%/*}" ] || mkdir -p "$root/${3%/*}"
	${INSTALL:-install} -C -m "$1" "$2" "$root/$3"
}

last=
[ ! -e "$list" ] || last=$(cat "$list")
if [ "${1-}" = -u ]; then
	lines "$last" | remove_files
	rm -f "$list" "$list.new"
	lines "$last" | remove_folders
	exit
fi

# With a folder missing find fails, and nothing has been done yet.
sources=$(find out/include/policy out/data out/notices templates/*.xhtml templates/*.css templates/locale/*.yaml \
	compiler/include/policyc.mk compiler/include/policycConfig.cmake -type f ! -name '.*')
new=$(
	lines "$sources" | while IFS= read -r from; do target "$from"; done
	# without a compiler the one that is there stays
	if [ $# = 1 ] || lines "$last" | grep -qx bin/policyc; then echo bin/policyc; fi
)
made=$(lines "$new" | awk -F/ '{ p = ""; for (i = 1; i < NF; i++) { p = p $i "/"; print p } }' | sort -u |
	while IFS= read -r path; do [ -d "$root/$path" ] || echo "$path"; done)
all=$({ lines "$last" && lines "$new" && lines "$made"; } | sort -u)

mkdir -p "$root/share/policyc"
write_list "$all"
lines "$sources" | while IFS= read -r from; do put 644 "$from" "$(target "$from")"; done
[ $# = 0 ] || put 755 "$1" bin/policyc
gone=$(lines "$new" | sort | comm -13 - "$list")
lines "$gone" | remove_files
lines "$gone" | remove_folders
kept=$(lines "$all" | folders | while IFS= read -r path; do [ ! -d "$root/$path" ] || echo "$path"; done)
write_list "$({ lines "$new" && lines "$kept"; } | sort)"
