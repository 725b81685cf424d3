#!/usr/bin/env bash
# Lists the chaos scenarios, or plays one at its full length on a broker: tests/chaos.sh [SCENARIO [--runs N] [--seed S]]
# Prints the seed, a table and a closing line. Exit code 0: all of it holds; 2: it does not.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
built=$(dotnet build tests/Cluster -v quiet -nologo) || { echo "$built" >&2; exit 1; }
chaos=(dotnet run --project tests/Cluster --no-build -- chaos)
[ $# -gt 0 ] || exec "${chaos[@]}"
exec tests/with-broker.sh "${chaos[@]}" "$@"
