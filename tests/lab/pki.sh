# SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Functions for making test certificates in the current folder, for make-pki and scenarios/make-pki: read in by ". pki.sh".
# Nothing here is secret or of any use outside the tests; keys are made anew at each call.

now=$(date +%s)
stamp() { date -u -d "@$((now + $1 * 86400))" +%Y%m%d%H%M%SZ; }

write_config() {
  : > index.txt
  echo 1000 > serial
  cat > openssl.cnf <<CONFIG
[req]
distinguished_name = dn
prompt = no
[dn]
[ca]
default_ca = lab
[lab]
database = index.txt
serial = serial
new_certs_dir = .
policy = any
unique_subject = no
copy_extensions = none
email_in_dn = no
[any]
commonName = supplied
organizationName = optional
CONFIG
}

new_key() { openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$1" 2> /dev/null; }
new_rsa_key() { openssl genpkey -algorithm RSA -pkeyopt "rsa_keygen_bits:$2" -out "$1" 2> /dev/null; }

# sign NAME COMMON-NAME ISSUER FROM-DAY TO-DAY DIGEST EXTENSIONS…: NAME.key must exist; writes NAME.crt.
sign() {
  name=$1 cn=$2 issuer=$3 from=$4 to=$5 digest=$6
  shift 6
  printf '%s\n' "$@" > "$name.ext"
  openssl req -new -config openssl.cnf -key "$name.key" -subj "/O=Outbox Doctor Lab/CN=$cn" -out "$name.csr"
  openssl ca -batch -notext -config openssl.cnf -cert "$issuer.crt" -keyfile "$issuer.key" -md "$digest" -extfile "$name.ext" \
    -startdate "$(stamp "$from")" -enddate "$(stamp "$to")" -in "$name.csr" -out "$name.crt" 2> "$name.log" ||
    { cat "$name.log" >&2; exit 1; }
}

authority() {
  [ -e "$1.key" ] || new_key "$1.key"
  sign "$1" "$2" "$3" "$4" "$5" sha256 'basicConstraints=critical,CA:TRUE' 'keyUsage=critical,keyCertSign,cRLSign' 'subjectKeyIdentifier=hash'
}

root() {
  new_key "$1.key"
  openssl req -x509 -new -config openssl.cnf -key "$1.key" -subj "/O=Outbox Doctor Lab/CN=$2" -days 400 -out "$1.crt" \
    -addext 'basicConstraints=critical,CA:TRUE' -addext 'keyUsage=critical,keyCertSign,cRLSign'
  cp "$1.crt" "$1.pem"
}

# leaf NAME ISSUER FROM TO DIGEST SAN: an ordinary server certificate with its intermediate behind it.
leaf() {
  [ -e "$1.key" ] || new_key "$1.key"
  sign "$1" "$1.example.test" "$2" "$3" "$4" "$5" 'basicConstraints=CA:FALSE' 'extendedKeyUsage=serverAuth' "subjectAltName=$6"
  cat "$1.crt" "$2.crt" > "$1.pem"
}

# What only the making needed; and servers read their keys as users without rights.
clean_up() {
  rm -f -- *.ext *.csr *.log index.txt* serial* openssl.cnf 1???.pem
  chmod 644 -- *.key
}
