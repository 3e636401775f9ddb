#!/usr/bin/env bash
# Makes accounts/common_passwords.txt anew: the passwords most often found in breaches,
# commonest first, a line each, from the npm package @zxcvbn-ts/language-common (MIT).
set -euo pipefail

version=4.1.3
here=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cd "$work"
npm pack --silent "@zxcvbn-ts/language-common@$version" >/dev/null
tar xzf ./*.tgz
node -e 'for (const word of JSON.parse(require("fs").readFileSync("package/src/passwords.json"))) console.log(word)' \
	>"$here/accounts/common_passwords.txt"
{
	echo "common_passwords.txt is src/passwords.json of @zxcvbn-ts/language-common $version, a line a word."
	echo "scripts/common-passwords.sh makes it. Its licence (MIT):"
	echo
	cat package/LICENSE.txt
} >"$here/accounts/common_passwords.licence.txt"
