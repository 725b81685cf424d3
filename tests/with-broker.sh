#!/usr/bin/env bash
# Runs a command beside a RabbitMQ broker:  tests/with-broker.sh dotnet test --project tests/Cluster/Cluster.Tests.csproj
#
#   TRAINYARD_TEST_RABBITMQ is set     that broker is used (amqp://user:password@host:port), and its management API at
#                                      TRAINYARD_TEST_RABBITMQ_MANAGEMENT (http://host:15672 by default)
#   rabbitmq-server is installed       a node of our own: own name, free ports, own folders, 127.0.0.1 alone
#   Debian, root                       rabbitmq-server is installed first
#   a Docker engine answers            a container, 127.0.0.1 alone
#   none of these                      the command runs without; tests that need a broker say why they are skipped
#
# Whatever was started is ended when the command ends. Tests make one virtual host each, over the management API: that
# takes milliseconds, where rabbitmqctl starts a virtual machine of a second for each call.
set -euo pipefail

server=/usr/lib/rabbitmq/bin/rabbitmq-server
home='' epmd='' broker='' container=''

say() { echo "with-broker: $*" >&2; }

answers() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

free_port() {
  local port
  while :; do
    port=$((20000 + RANDOM % 10000))
    answers "$port" || { echo "$port"; return; }
  done
}

stop() {
  local status=$?
  trap - EXIT
  [ -z "$container" ] || docker rm --force --volumes "$container" >/dev/null 2>&1 || true
  for pid in $broker $epmd; do
    kill -TERM "$pid" 2>/dev/null && wait "$pid" 2>/dev/null || true
  done
  [ -z "$home" ] || rm -rf "$home"
  exit "$status"
}

# A service that a package starts by itself would take port 5672 of the machine: none is started while we install.
install() {
  local policy=/usr/sbin/policy-rc.d ours='' status=0
  say "installing rabbitmq-server"
  if [ ! -e "$policy" ]; then
    printf '#!/bin/sh\nexit 101\n' >"$policy" && chmod +x "$policy" && ours=yes
  fi
  { apt-get update -qq &&
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends rabbitmq-server; } \
    </dev/null >&2 || status=$?
  [ -z "$ours" ] || rm -f "$policy"
  return "$status"
}

await() {
  local port=$1 seconds=$2 alive=$3
  for _ in $(seq $((seconds * 5))); do
    answers "$port" && return 0
    $alive || return 1
    sleep 0.2
  done
  return 1
}

node_lives() { kill -0 "$broker" 2>/dev/null; }

start_node() {
  local amqp management epmd_port
  home=$(mktemp -d)
  amqp=$(free_port) management=$(free_port) epmd_port=$(free_port)
  cat >"$home/rabbitmq.conf" <<CONF
listeners.tcp.1 = 127.0.0.1:$amqp
management.tcp.ip = 127.0.0.1
management.tcp.port = $management
management_agent.disable_metrics_collector = true
disk_free_limit.absolute = 50MB
log.console = false
CONF
  echo '[rabbitmq_management].' >"$home/enabled_plugins"
  : >"$home/rabbitmq-env.conf"

  export ERL_EPMD_ADDRESS=127.0.0.1 ERL_EPMD_PORT=$epmd_port
  epmd -port "$epmd_port" </dev/null >/dev/null 2>&1 &
  epmd=$!
  HOME=$home \
    RABBITMQ_NODENAME="trainyard-$$@localhost" \
    RABBITMQ_DIST_PORT=$(free_port) \
    RABBITMQ_CONFIG_FILE=$home/rabbitmq.conf \
    RABBITMQ_CONF_ENV_FILE=$home/rabbitmq-env.conf \
    RABBITMQ_ENABLED_PLUGINS_FILE=$home/enabled_plugins \
    RABBITMQ_MNESIA_BASE=$home/data \
    RABBITMQ_LOG_BASE=$home/log \
    RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS='-kernel inet_dist_use_interface {127,0,0,1}' \
    "$server" </dev/null >"$home/output" 2>&1 &
  broker=$!
  if ! await "$amqp" 90 node_lives || ! await "$management" 30 node_lives; then
    say "RabbitMQ did not start:"
    tail -n 30 "$home/output" "$home"/log/*.log >&2 || true
    exit 1
  fi
  export TRAINYARD_TEST_RABBITMQ="amqp://guest:guest@127.0.0.1:$amqp"
  export TRAINYARD_TEST_RABBITMQ_MANAGEMENT="http://127.0.0.1:$management"
}

container_lives() { [ -n "$(docker ps --quiet --no-trunc --filter "id=$container")" ]; }

start_container() {
  local amqp management
  container=$(docker run --detach --publish 127.0.0.1::5672 --publish 127.0.0.1::15672 rabbitmq:4-management)
  amqp=$(docker port "$container" 5672/tcp) management=$(docker port "$container" 15672/tcp)
  # The published ports answer before the broker does; its own check does not.
  for _ in $(seq 60); do
    if docker exec "$container" rabbitmq-diagnostics --quiet check_port_connectivity >/dev/null 2>&1; then
      export TRAINYARD_TEST_RABBITMQ="amqp://guest:guest@127.0.0.1:${amqp##*:}"
      export TRAINYARD_TEST_RABBITMQ_MANAGEMENT="http://127.0.0.1:${management##*:}"
      return
    fi
    container_lives || break
    sleep 1
  done
  say "the RabbitMQ container did not get ready:"
  docker logs --tail 30 "$container" >&2
  exit 1
}

[ $# -gt 0 ] || { sed -n '2,13s/^# \{0,1\}//p' "$0"; exit 64; }
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

if [ -n "${TRAINYARD_TEST_RABBITMQ:-}" ]; then
  say "using the broker of TRAINYARD_TEST_RABBITMQ"
elif [ -x "$server" ]; then
  start_node
elif [ -e /etc/debian_version ] && [ "$(id -u)" = 0 ]; then
  install
  start_node
elif docker info >/dev/null 2>&1; then
  start_container
else
  say "no broker: set TRAINYARD_TEST_RABBITMQ, install rabbitmq-server, or start a Docker engine"
fi

"$@"
