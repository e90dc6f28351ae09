# Makes what a release consists of, from one tag: the wheel and the source archive, a list of everything that the wheel needs, and the
# section of CHANGELOG.md. .github/workflows/release.yml runs it, and publishes what it makes; it publishes nothing itself.
#   release.sh v1.2.3 FOLDER
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
tag=$1 folder=$2
export PIP_DISABLE_PIP_VERSION_CHECK=1
fail() { echo "$1" >&2; exit 1; }

version=$(sed -n 's/^__version__ = "\(.*\)"$/\1/p' bot/__init__.py)
[ "$tag" = "v$version" ] || fail "The tag is $tag, but bot/__init__.py has version $version."
mkdir -p "$folder"

# The section, without its heading: up to the next release.
awk -v heading="## $version (" 'index($0, heading) == 1 {inside = 1; print > "/dev/stderr"; next} /^## / {inside = 0} inside' \
  CHANGELOG.md >"$folder/notes.md" 2>"$folder/heading"
grep -qE '\([0-9]{4}-[0-9]{2}-[0-9]{2}\)$' "$folder/heading" || fail "CHANGELOG.md has no section \"## $version (YYYY-MM-DD)\"."
grep -q '^### Upgrade notes$' "$folder/notes.md" || fail "The section $version of CHANGELOG.md has no upgrade notes."
rm "$folder/heading"

python3 -m venv "$folder/tools"
"$folder/tools/bin/pip" install -q build==1.6.1 twine==7.0.0 cyclonedx-bom==7.5.0
# The same commit makes the same bytes.
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || date +%s)}
export SOURCE_DATE_EPOCH
"$folder/tools/bin/python" -m build --outdir "$folder/dist" . >"$folder/build.log" || { cat "$folder/build.log" >&2; exit 1; }
"$folder/tools/bin/twine" check --strict "$folder"/dist/*

# What is installed with it, in the versions of the lock that the image has.
python3 -m venv --without-pip "$folder/installed"
pip=("$folder/tools/bin/pip" --python "$folder/installed/bin/python")
"${pip[@]}" install -q --require-hashes -r container/requirements.lock
"${pip[@]}" install -q --no-deps "$folder"/dist/*.whl
[ "$("$folder/installed/bin/medlex" --version)" = "medlex, version $version" ] || fail "The wheel has another version."
mkdir -p "$folder/sbom"
"$folder/tools/bin/cyclonedx-py" environment --output-reproducible --validate --pyproject pyproject.toml \
  --output-file "$folder/sbom/medlex-$version.cdx.json" "$folder/installed/bin/python"
rm -r "$folder/tools" "$folder/installed" "$folder/build.log"
ls -l "$folder"/dist/* "$folder"/sbom/* "$folder/notes.md"
