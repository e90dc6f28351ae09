# Checks the files that other programs read against their published schemas, without asking anybody for them: the packages have them.
#   schemas.sh FOLDER   the packages are installed into a new environment there
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
python3 -m venv "$1"
# Not among the requirements of contributors: the schemas are 17,000 files.
"$1/bin/pip" install -q --no-compile --disable-pip-version-check check-jsonschema==0.39.0 kubernetes-validate==1.37.0
check() { "$1/bin/check-jsonschema" -q --builtin-schema "vendor.$2" "${@:3}" && echo "   $2: ${*:3}"; }
check "$1" compose-spec compose.yaml
check "$1" github-workflows .github/workflows/*.yml
check "$1" dependabot .github/dependabot.yml
for version in 1.27 1.37; do
  for file in kubernetes/*.yaml kubernetes/*/*.yaml; do
    [ "$(basename "$file")" = kustomization.yaml ] && continue
    "$1/bin/kubernetes-validate" --strict --quiet --kubernetes-version $version "$file"
  done
  echo "   Kubernetes $version: kubernetes/"
done
