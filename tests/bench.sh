#!/usr/bin/env bash
# Lists the benchmarks, or runs one: tests/bench.sh [NAME [ARGUMENTS...]]
# Exit code 0: its target is met; 2: it is not.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
built=$(dotnet build tests/Benchmarks -c Release -v quiet -nologo) || { echo "$built" >&2; exit 1; }
exec dotnet run --project tests/Benchmarks -c Release --no-build -- "$@"
