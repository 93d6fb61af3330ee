#!/bin/sh
# Puts the built files into a bucket: upload.sh dist s3://bucket/tools/rollcall
# What has a hash in its name first, and for good; the rest is asked for again each time; index.html last, so that nobody gets
# a page whose files are not there yet.
# Nothing is deleted: pages that are open go on asking for their own files. Clean up some days later.
set -eu
files=$1
bucket=$2
keep="public, max-age=31536000, immutable"

aws s3 cp "$files" "$bucket" --recursive --exclude "*" --include "*.wasm" --content-type application/wasm --cache-control "$keep"
aws s3 cp "$files" "$bucket" --recursive --exclude "*" --include "*-*.js" --exclude "rollcall-embed.js" --exclude "demo-sw.js" --content-type "text/javascript; charset=utf-8" --cache-control "$keep"
aws s3 cp "$files" "$bucket" --recursive --exclude "*" --include "*-*.css" --content-type "text/css; charset=utf-8" --cache-control "$keep"
aws s3 cp "$files" "$bucket" --recursive --exclude "*" --include "*.svg" --content-type image/svg+xml --cache-control "$keep"
if [ -f "$files/config.json" ]; then
    aws s3 cp "$files/config.json" "$bucket/config.json" --content-type application/json --cache-control no-cache
fi
for script in rollcall-embed.js demo.js demo-sw.js sw.js; do
    if [ -f "$files/$script" ]; then
        aws s3 cp "$files/$script" "$bucket/$script" --content-type "text/javascript; charset=utf-8" --cache-control no-cache
    fi
done
if [ -f "$files/demo.css" ]; then
    aws s3 cp "$files/demo.css" "$bucket/demo.css" --content-type "text/css; charset=utf-8" --cache-control no-cache
fi
aws s3 cp "$files/index.html" "$bucket/index.html" --content-type "text/html; charset=utf-8" --cache-control no-cache
