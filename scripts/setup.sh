#!/usr/bin/env bash
# Checks that this machine has what Homeground is built with, and installs what it
# runs on: PostgreSQL with PostGIS, and for the tests Chromium with a font. Two solvers
# that some tests compare with, and a reader of PDFs, are installed too, if that can be done.
#
#   scripts/setup.sh run     for running
#   scripts/setup.sh test    for the tests too
#
# It installs by apt, as root or by a sudo that does not ask; otherwise it prints the
# one line to run, and stops. An existing PostgreSQL cluster is left alone and no new
# one is made.
set -eu
purpose=${1:-run}
here=$(cd "$(dirname "$0")" && pwd)

# at_least FOUND NEEDED: is one dotted version not below the other?
at_least() { [ "$(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n 1)" = "$2" ]; }

missing=0
# tool NAME NEEDED FOUND: says what was found; an empty FOUND is not there at all.
tool() {
	if [ -z "$3" ]; then
		echo "  $1: not found, needs $2 or later" >&2
		missing=1
	elif at_least "$3" "$2"; then
		echo "  $1 $3 (needs $2)"
	else
		echo "  $1 $3 is too old, needs $2 or later" >&2
		missing=1
	fi
}

check_tools() {
	echo "Checking what Homeground is built with:"
	tool Go 1.26 "$(go env GOVERSION 2>/dev/null | sed 's/^go//; s/ .*//' || true)"
	tool Node 20.19 "$(node --version 2>/dev/null | sed 's/^v//' || true)"
	tool npm 9 "$(npm --version 2>/dev/null || true)"
	tool git 2.20 "$(git --version 2>/dev/null | awk '{print $3}' || true)"
	tool curl 7 "$(curl --version 2>/dev/null | awk 'NR==1 {print $2}' || true)"
	if [ "$missing" = 1 ]; then
		echo "Install what is missing and put it on the PATH, then run make again." >&2
		if [ -n "${SUDO_USER:-}" ]; then
			echo "Under sudo the PATH is another one: sudo env \"PATH=\$PATH\" make ..." >&2
		fi
		exit 1
	fi
}

# postgres_folders: where PostgreSQL's programs may be, newest version last.
postgres_folders() {
	if [ -n "${HOMEGROUND_POSTGRES_BIN:-}" ]; then
		echo "$HOMEGROUND_POSTGRES_BIN"
		return
	fi
	local folder
	for folder in /usr/lib/postgresql/*/bin /usr/pgsql-*/bin /opt/homebrew/opt/postgresql@*/bin /usr/local/opt/postgresql@*/bin \
		/Applications/Postgres.app/Contents/Versions/*/bin; do
		if [ -d "$folder" ]; then echo "$folder"; fi
	done | sort -V
	if command -v postgres >/dev/null; then dirname "$(readlink -f "$(command -v postgres)")"; fi
}

# has_postgis FOLDER: are initdb, postgres (14 or later) and PostGIS there?
has_postgis() {
	[ -x "$1/initdb" ] && [ -x "$1/pg_config" ] || return 1
	at_least "$("$1/postgres" --version 2>/dev/null | awk '{print $3}')" 14 || return 1
	[ -e "$("$1/pg_config" --sharedir)/extension/postgis.control" ]
}

# wanted_packages: the packages that are not there yet, one a line.
wanted_packages() {
	local folder newest="" found=""
	if [ -z "${DATABASE_URL:-}" ] || [ "$purpose" = test ]; then
		while read -r folder; do
			if [ -z "$folder" ]; then continue; fi
			if has_postgis "$folder"; then found=$folder; fi
			case $folder in
			/usr/lib/postgresql/*) if [ -x "$folder/initdb" ]; then newest=$(basename "$(dirname "$folder")"); fi ;;
			esac
		done <<<"$(postgres_folders)"
		if [ -n "$found" ]; then
			echo "  $("$found/postgres" --version) with PostGIS in $found" >&2
		elif [ -n "$newest" ] && [ "$newest" -ge 14 ]; then
			echo "postgresql-$newest-postgis-3"
		else
			echo postgis
		fi
	fi
	if [ "$purpose" = test ]; then
		if ! command -v chromium >/dev/null; then echo chromium; fi
		if [ ! -e /usr/share/fonts/truetype/dejavu/DejaVuSans.ttf ]; then echo fonts-dejavu-core; fi
	fi
}

# newest_postgis: the package that this release has, of the newest PostgreSQL.
newest_postgis() { apt-cache pkgnames postgresql- | grep -E '^postgresql-[0-9]+-postgis-3$' | sort -V | tail -n 1; }

# wanted_solvers: GLPK and CBC, which some tests compare with, and poppler, which reads PDFs
# back. Those tests skip that, and say so, where they are not there.
wanted_solvers() {
	if [ "$purpose" != test ]; then return; fi
	if ! command -v glpsol >/dev/null; then echo glpk-utils; fi
	if ! command -v cbc >/dev/null; then echo coinor-cbc; fi
	if ! command -v pdfinfo >/dev/null; then echo poppler-utils; fi
}

cluster=/etc/postgresql-common/createcluster.conf
# no_cluster: has the PostgreSQL packages make no cluster, until cluster_as_before.
no_cluster() {
	mkdir -p "$(dirname "$cluster")"
	if [ -e "$cluster" ]; then cp -p "$cluster" "$cluster.before-homeground"; fi
	trap cluster_as_before EXIT
	trap 'exit 1' INT TERM HUP
	{
		grep -v '^[[:space:]]*create_main_cluster' "$cluster" 2>/dev/null || true
		echo "create_main_cluster = false"
	} >"$cluster.homeground"
	mv "$cluster.homeground" "$cluster"
}
cluster_as_before() {
	rm -f "$cluster.homeground"
	if [ -e "$cluster.before-homeground" ]; then
		mv "$cluster.before-homeground" "$cluster"
	elif [ -e /usr/share/postgresql-common/createcluster.conf ]; then
		cp /usr/share/postgresql-common/createcluster.conf "$cluster" # what the package itself would have put there
		rm -f "$cluster.ucf-dist"
	else
		rm -f "$cluster"
		rmdir "$(dirname "$cluster")" 2>/dev/null || true
	fi
	trap - EXIT
}

# install_packages NAME...: as root.
install_packages() {
	local names=() name
	export DEBIAN_FRONTEND=noninteractive UCF_FORCE_CONFFOLD=1
	if ! apt-cache policy "$@" 2>/dev/null | grep -q 'Candidate: [0-9]' || [ -z "$(newest_postgis)" ]; then
		apt-get update </dev/null
	fi
	for name in "$@"; do
		if [ "$name" = postgis ]; then name=$(newest_postgis); fi
		if [ -z "$name" ]; then
			echo "This machine's package lists have no postgresql-*-postgis-3: install PostgreSQL with PostGIS by hand, or set DATABASE_URL." >&2
			exit 1
		fi
		names+=("$name")
	done
	echo "Installing ${names[*]}"
	no_cluster
	# Package lists grow old: when the download fails, fetch them anew and try once more.
	apt-get install -y --no-install-recommends --no-upgrade "${names[@]}" </dev/null ||
		{ apt-get update </dev/null && apt-get install -y --no-install-recommends --no-upgrade "${names[@]}" </dev/null; }
	cluster_as_before
}

# install_solvers NAME...: as root; what cannot be had is no reason to stop.
install_solvers() {
	export DEBIAN_FRONTEND=noninteractive
	echo "Installing $*"
	apt-get install -y --no-install-recommends --no-upgrade "$@" </dev/null ||
		{ apt-get update </dev/null && apt-get install -y --no-install-recommends --no-upgrade "$@" </dev/null; } ||
		echo "$* could not be installed: the comparisons with them are skipped." >&2
}

if [ "$purpose" = solvers ]; then # by ourselves, as root
	shift
	install_solvers "$@"
	exit 0
fi
if [ "$purpose" = install ]; then # by ourselves, as root
	shift
	install_packages "$@"
	exit 0
fi
check_tools
solvers=$(wanted_solvers)
if [ -n "$solvers" ]; then
	# One word each, as below.
	# shellcheck disable=SC2086
	if command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
		install_solvers $solvers
	elif command -v apt-get >/dev/null && sudo -n true 2>/dev/null; then
		sudo -n bash "$here/setup.sh" solvers $solvers
	else
		echo "  ${solvers//$'\n'/ and } not found: the comparisons with them are skipped" >&2
	fi
fi
packages=$(wanted_packages)
if [ -z "$packages" ]; then exit 0; fi
if ! command -v apt-get >/dev/null; then
	echo "Install PostgreSQL 14 or later with PostGIS 3 or later from your system's packages (or set DATABASE_URL); for the tests also Chromium and the DejaVu fonts." >&2
	exit 1
fi
# The names are one word each, so they may be split.
# shellcheck disable=SC2086
if [ "$(id -u)" = 0 ]; then
	install_packages $packages
elif sudo -n true 2>/dev/null; then
	sudo -n bash "$here/setup.sh" install $packages
else
	echo "Homeground needs packages that only root can install. Run this line once, then make again:" >&2
	echo "  sudo bash '$here/setup.sh' install ${packages//$'\n'/ }" >&2
	exit 1
fi
