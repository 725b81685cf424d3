#!/usr/bin/env bash
# Builds everything, runs every test and counts them. Works in a fresh clone with nothing but the .NET SDK:
# on Debian it installs the broker that some tests need, elsewhere see tests/with-broker.sh.
#
#   tests/test.sh [options of dotnet test]       for example: tests/test.sh --output Detailed
#
# The last line is "N passed, N failed, N skipped", counted from the result files. The exit code is 0 when at least one
# test ran and none failed.
set -uo pipefail
cd "$(dirname "$0")/.."

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_CLI_UI_LANGUAGE=en
# Many processes share few cores here, which is what decision 13 has this for. Nothing foreign runs in them: code need
# not be kept from being written to, which costs a fifth of the processor time of a start.
export DOTNET_ThreadPool_UnfairSemaphoreSpinLimit=46
export DOTNET_EnableWriteXorExecute=0
results=$PWD/TestResults

# What a result file says of one figure, summed over all modules.
count() { cat "$results"/*.trx 2>/dev/null | grep -o '<Counters [^>]*' | grep -o " $1=\"[0-9]*\"" | tr -dc '0-9\n' |
  awk '{ sum += $1 } END { print sum + 0 }'; }

rm -rf "$results"
if ! dotnet build Microservices.sln -v quiet -nodeReuse:false </dev/null; then
  echo "The build failed, no test ran."
  echo "0 passed, 0 failed, 0 skipped"
  exit 1
fi

# Runs modules and writes down what came of each test.
run() { dotnet test "$@" --no-progress --results-directory "$results" --report-xunit-trx </dev/null; }

# Two modules at a time: each runs its classes in parallel too, and the broker wants a share. Clusters take longest:
# they are one of the two from the beginning, and both in the end.
run_all() {
  local cluster=tests/Cluster/bin/Debug/net10.0/Trainyard.Cluster.Tests.dll others status=0
  others=$(for module in tests/*/bin/Debug/net10.0/*.Tests.dll; do
    case $module in */Cluster/*) ;; *) echo "$module" ;; esac
  done | paste -s -d ';')
  run --test-modules "$cluster" --filter-not-trait Track=second "$@" &
  run --test-modules "$others" --max-parallel-test-modules 1 "$@" || status=$?
  run --test-modules "$cluster" --filter-trait Track=second "$@" || status=$?
  wait $! || status=$?
  return "$status"
}
export results
export -f run run_all

tests/with-broker.sh bash -c 'run_all "$@"' run_all "$@"
status=$?

passed=$(count passed) failed=$(($(count failed) + $(count error))) skipped=$(count notExecuted)
if [ "$skipped" -gt 0 ]; then
  echo "Skipped, and why:"
  cat "$results"/*.trx | grep -o 'outcome="NotExecuted"[^>]*><Output><StdOut>[^<]*' | sed 's/.*>//' | sort | uniq -c
fi
if [ "$failed" -gt 0 ]; then
  # Said once more at the end, since what is above is long.
  echo "Failed:"
  cat "$results"/*.trx | tr -d '\r' | tr '\n' '\t' | sed 's/<UnitTestResult /\n&/g' |
    grep '^<UnitTestResult [^>]*outcome="Failed"' |
    sed 's/^[^>]*testName="\([^"]*\)"[^>]*>/  \1\t/; s/<Message>/    /; s/<[^>]*>//g; s/\t\t*/\n    /g' | head -400
fi
if [ "$status" = 0 ] && [ "$passed" = 0 ]; then status=1; fi
if [ "$status" != 0 ] && [ "$failed" = 0 ]; then
  echo "No test failed, but a test module did not finish (exit code $status); see above."
fi
echo "$passed passed, $failed failed, $skipped skipped"
exit "$status"
