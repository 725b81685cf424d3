#!/usr/bin/env bash
# Lists the benchmarks, or runs one: tests/bench.sh [NAME [ARGUMENTS...]]
# Exit code 0: its target is met; 2: it is not.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
built=$(dotnet build tests/Benchmarks -c Release -v quiet -nologo) || { echo "$built" >&2; exit 1; }
beside=()
if [[ "${1:-}" == saga-vs-* || "${1:-}" == idle ]]; then beside=(tests/with-broker.sh); fi
if [[ "${1:-}" == saga-vs-celery* ]] && [ -e /etc/debian_version ] && [ "$(id -u)" = 0 ] &&
  ! dpkg -s python3-celery >/dev/null 2>&1; then
  echo "bench: installing python3-celery" >&2
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends python3-celery
  } </dev/null >&2
fi
exec "${beside[@]}" dotnet run --project tests/Benchmarks -c Release --no-build -- "$@"
