#!/usr/bin/env bash
# Draws what anybody might send, in large numbers:  tests/fuzz.sh [predict|requests|files|values|messages]...
#
#   predict    100,000 bodies of predictions                                    requests   20,000 requests, and 20,000 overrides
#   files      5,000 pipeline files, overrides and data files of each kind      messages   10,000 AMQP messages, on a broker
#   values     90 columns of numbers and 90 of days in each format, however people write them, with each line that is offered
#
# All of them without an argument. TRAINYARD_FUZZ sets another number. What fails is made smaller, and its seed is told.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

play() { # PROJECT COUNT CLASS...
  local project=$1 count=${TRAINYARD_FUZZ:-$2} classes=() class
  shift 2
  for class in "$@"; do classes+=(-class "Trainyard.$project.Tests.$class"); done
  echo "fuzz: $project, $count times"
  dotnet build "tests/$project" -v quiet -nologo >&2
  TRAINYARD_FUZZ=$count dotnet run --project "tests/$project/$project.Tests.csproj" --no-build -- \
    "${classes[@]}" -showLiveOutput
}

[ $# -gt 0 ] || set -- predict requests files values messages
for door in "$@"; do
  case $door in
    predict) play Serving 100000 When_bodies_are_drawn_by_chance ;;
    requests) play Pipeline 20000 When_requests_are_drawn_by_chance ;;
    files)
      play Pipelines 5000 When_files_are_damaged_by_chance
      play Ingestion 5000 When_files_are_drawn_by_chance When_files_are_damaged_by_chance When_a_text_is_no_table
      ;;
    values) play Ingestion 90 When_values_are_written_in_many_ways When_every_offered_line_is_tried ;;
    messages) tests/chaos.sh mutations --runs "${TRAINYARD_FUZZ:-10000}" ;;
    *) echo "fuzz: there is no door '$door'" >&2; exit 2 ;;
  esac
done
