#!/bin/sh
# Install the real IRC servers and the browser that tests use; where that cannot be done, say which tests will be skipped.
set -u
packages="ngircd inspircd atheme-services anope openssl chromium mandoc"

missing=""
for package in $packages; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q "install ok installed" || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
    echo "Installing for the tests:$missing"
    export DEBIAN_FRONTEND=noninteractive
    # The services must not start: tests start their own, on loopback, with their own files.
    printf '#!/bin/sh\nexit 101\n' > /usr/sbin/policy-rc.d.quarterdeck
    chmod +x /usr/sbin/policy-rc.d.quarterdeck
    keep=""
    [ -e /usr/sbin/policy-rc.d ] && keep=yes || mv /usr/sbin/policy-rc.d.quarterdeck /usr/sbin/policy-rc.d
    { apt-get update -qq && apt-get install -qq -y --no-install-recommends $missing; } >/dev/null 2>&1
    status=$?
    rm -f /usr/sbin/policy-rc.d.quarterdeck
    [ -n "$keep" ] || rm -f /usr/sbin/policy-rc.d
    [ $status -eq 0 ] && exit 0
fi
echo "Tests that need these Debian packages will be skipped, for they are not installed:$missing (as root: apt-get install$missing)"
