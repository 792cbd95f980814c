#!/usr/bin/env bash
# Makes cert.pem and key.pem for this machine: by mkcert where it is installed, otherwise by openssl.
set -euo pipefail

usage() {
  cat <<'TEXT'
Usage: make-certificates.sh [--force] [--openssl] [FOLDER]

  --force     replace certificates that are there already
  --openssl   do not use mkcert, even where it is installed
  FOLDER      where to put cert.pem and key.pem (default: beside this script)
TEXT
}

force=false
use_mkcert=true
folder=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
for argument in "$@"; do
  case $argument in
    --force) force=true ;;
    --openssl) use_mkcert=false ;;
    -h | --help) usage && exit 0 ;;
    -*) usage >&2 && exit 2 ;;
    *) folder=$argument ;;
  esac
done

mkdir -p "$folder"
cert=$folder/cert.pem
key=$folder/key.pem
if [[ $force = false && (-e $cert || -e $key) ]]; then
  echo "There are certificates in $folder already. Replace them with --force." >&2
  exit 1
fi

# Every name and address under which a browser may reach this machine; link-local IPv6 addresses cannot stand in a URL.
names=()
while IFS= read -r name; do names+=("$name"); done < <(node -e '
  const { hostname, networkInterfaces } = require("node:os");
  const addresses = Object.values(networkInterfaces()).flat()
    .filter(({ internal, address }) => !internal && !address.startsWith("fe80:"))
    .map(({ address }) => address);
  const names = ["localhost", hostname(), "127.0.0.1", "::1", ...addresses];
  console.log([...new Set(names)].join("\n"));
')

# Both files appear at once and complete, and the key is never readable for others.
umask 077
draft=$(mktemp -d "$folder/.draft.XXXXXX")
trap 'rm -rf "$draft"' EXIT

if [[ $use_mkcert = true ]] && command -v mkcert >/dev/null; then
  maker=mkcert
  mkcert -cert-file "$draft/cert.pem" -key-file "$draft/key.pem" "${names[@]}" 2>"$draft/log" || {
    cat "$draft/log" >&2
    exit 1
  }
else
  maker=openssl
  alt_names=()
  for name in "${names[@]}"; do
    if [[ $name == *:* || $name =~ ^[0-9]+(\.[0-9]+){3}$ ]]; then
      alt_names+=("IP:$name")
    else
      alt_names+=("DNS:$name")
    fi
  done
  openssl req -x509 -nodes -days 397 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 \
    -subj "/CN=chat on $(hostname)" \
    -addext "subjectAltName=$(IFS=,; echo "${alt_names[*]}")" \
    -addext 'keyUsage=critical,digitalSignature' \
    -addext 'extendedKeyUsage=serverAuth' \
    -addext 'basicConstraints=critical,CA:FALSE' \
    -keyout "$draft/key.pem" -out "$draft/cert.pem" 2>"$draft/log" || {
    cat "$draft/log" >&2
    exit 1
  }
fi

mv -f "$draft/key.pem" "$key"
mv -f "$draft/cert.pem" "$cert"
chmod 600 "$key"
chmod 644 "$cert"

echo "Made by $maker: $cert and $key, for"
printf '  %s\n' "${names[@]}"
echo
if [[ $maker = mkcert ]]; then
  echo "Once per machine: 'mkcert -install' makes its browsers trust the certificate."
else
  echo "Browsers do not know who signed this and ask once; certs/README.md says how to make them trust it."
fi
echo "Now start with 'npm start' and open https:// and one of these names, with the port, here or on another device."
