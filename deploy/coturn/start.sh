#!/bin/sh
# Starts coturn with turn/turnserver.conf and what is particular to this machine. The secret goes by a file: whoever may list
# processes could read it among the arguments. Further arguments are coturn's.
set -eu
: "${TURN_SECRET:?is not set}" "${TURN_REALM:?is not set}"
settings=${TURN_SETTINGS:-/etc/coturn/settings.conf}
file=${TURN_FILE:-/tmp/turnserver.conf}

umask 077
{
  cat "$settings"
  printf 'static-auth-secret=%s\nrealm=%s\n' "$TURN_SECRET" "$TURN_REALM"
  printf 'log-file=stdout\nsimple-log\npidfile=/tmp/turnserver.pid\nuserdb=/tmp/turnserver.db\n'
  # Behind a NAT: the public address, and the one that this machine has.
  if [ -n "${TURN_EXTERNAL_IP:-}" ]; then printf 'external-ip=%s\n' "$TURN_EXTERNAL_IP"; fi
  if [ -n "${TURN_RELAY_IP:-}" ]; then printf 'relay-ip=%s\n' "$TURN_RELAY_IP"; fi
  if [ -z "${TURN_CERT:-}" ]; then
    printf 'no-tls\n'
  else
    printf 'cert=%s\npkey=%s\n' "$TURN_CERT" "$TURN_KEY"
  fi
} >"$file"
exec turnserver -c "$file" "$@"
