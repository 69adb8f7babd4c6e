#!/bin/bash
# Installs what the end-to-end tests need from Debian's own packages: browsers, a webmail with its IMAP server, mail
# servers, a DNS server, other OpenPGP programs, a virtual display. Does nothing when all is there. Exit 3: something is
# missing and we are not root.
set -euo pipefail
packages=(
  chromium firefox-esr fonts-liberation
  roundcube-core roundcube-sqlite3 php-cli php-sqlite3 dovecot-imapd dovecot-lmtpd
  postfix iproute2
  bind9 bind9-utils bind9-dnsutils
  gnupg sq sqop rnp notmuch curl xvfb xdotool debian-keyring
)
missing=()
for package in "${packages[@]}"; do
  [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)" = installed ] || missing+=("$package")
done
if [ ${#missing[@]} = 0 ]; then echo "lab: all ${#packages[@]} packages are installed"; exit 0; fi
echo "lab: missing ${missing[*]}"
if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
  echo "lab: to run every test, install them first: sudo bash e2e/lab/install.sh"
  exit 3
fi

export DEBIAN_FRONTEND=noninteractive
# A package's daemon would start by itself and listen on every address; the tests start their own, on loopback.
policy=/usr/sbin/policy-rc.d
if [ ! -e $policy ]; then
  echo "lab: $policy forbids daemons to start while installing; removed afterwards"
  printf '#!/bin/sh\nexit 101\n' >$policy
  chmod +x $policy
  trap 'rm -f $policy' EXIT
fi
apt() { apt-get -q -o DPkg::Lock::Timeout=300 "$@" </dev/null; }
echo "lab: apt-get update"
apt update
command -v debconf-set-selections >/dev/null || apt install -y --no-install-recommends debconf
# Without this answer Roundcube's set-up looks for a database server. The tests bring their own SQLite file.
echo 'roundcube-core roundcube/dbconfig-install boolean false' | debconf-set-selections
# Without this answer Postfix's set-up writes a configuration for a mail server that is reachable from everywhere.
echo 'postfix postfix/main_mailer_type select No configuration' | debconf-set-selections
echo "lab: apt-get install"
apt install -y --no-install-recommends "${missing[@]}"
echo "lab: installed ${#missing[@]} packages"
