#!/usr/bin/env bash
# Lists the benchmarks, or runs one: tests/bench.sh [NAME [ARGUMENTS...]]
# Exit code 0: its target is met; 2: it is not.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
dotnet build tests/Benchmarks -c Release -v quiet -nologo -clp:ErrorsOnly >&2
exec dotnet run --project tests/Benchmarks -c Release --no-build -- "$@"
