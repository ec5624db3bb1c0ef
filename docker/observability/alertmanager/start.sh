#!/bin/sh
# Writes the configuration of Alertmanager, which reads no environment variables, into a folder, and then runs the command that follows
# with it. Alertmanager 0.25 or later.
#
#   sh start.sh FOLDER [alertmanager OPTIONS…]
#
#   ALERTS_DISCORD_URL, ALERTS_SLACK_URL   webhooks of a channel
#   ALERTS_MAIL_TO                         addresses, separated by commas; needs MAIL_URL and MAIL_DOMAIN, as Palier has them
#   ALERTS_RUNBOOK_URL                     what comes before docs/operations.md in a link, as in https://git.example/palier/blob/main
#   GRAFANA_URL                            the Grafana that has the panels, as people reach it
#
# What is set is checked for its characters, so that nothing can end a value of the configuration, or be taken for a template.
set -eu
export LC_ALL=C
here=$(cd "$(dirname "$0")" && pwd)
folder=${1:?name the folder for the configuration}
shift

refuse() {
  echo "$1" >&2
  exit 2
}

# check_url NAME VALUE: never prints the value, which is a secret.
check_url() {
  case $2 in
    *[!A-Za-z0-9._~/%?=\&+:,-]*) ;;
    https://[A-Za-z0-9]* | http://127.0.0.1[:/]* | http://localhost[:/]*) return 0 ;;
  esac
  refuse "$1 is no https URL of plain characters (http is for 127.0.0.1 alone): copy it anew, and percent-encode other characters."
}

# link NAME VALUE: the value without its last slash, or nothing. Without a link a message is worth sending, so a bad one is only said.
link() {
  case $2 in
    *[!A-Za-z0-9._~/%?=\&+:,-]*) ;;
    https://[A-Za-z0-9]* | http://[A-Za-z0-9]*) printf '%s' "${2%/}"; return 0 ;;
  esac
  [ -z "$2" ] || echo "$1 is left out, for it is no http or https URL of plain characters: percent-encode others." >&2
}

# Whether the bytes above 127 that a text has percent-encoded are UTF-8.
is_utf8() {
  more='%[89ABab][0-9A-Fa-f]'
  case $(printf '%s' "$1" | sed -E \
    -e "s/%([Cc][2-9A-Fa-f]|[Dd][0-9A-Fa-f])$more/-/g" \
    -e "s/%([Ee]0%[ABab][0-9A-Fa-f]|[Ee][1-9A-Ca-cEeFf]$more|[Ee][Dd]%[89][0-9A-Fa-f])$more/-/g" \
    -e "s/%([Ff]0%[9ABab][0-9A-Fa-f]|[Ff][1-3]$more|[Ff]4%8[0-9A-Fa-f])$more$more/-/g") in
    *%[89A-Fa-f][0-9A-Fa-f]*) return 1 ;;
  esac
}

# Percent-encoded characters of a part of a URL, for a YAML text in single quotes.
quoted() {
  printf '%s' "$1" | awk '{
    while (match($0, /%[0-9A-Fa-f][0-9A-Fa-f]/)) {
      code = 0
      for (n = 1; n <= 2; n += 1) code = code * 16 + index("0123456789abcdef", tolower(substr($0, RSTART + n, 1))) - 1
      out = out substr($0, 1, RSTART - 1) sprintf("%c", code)
      $0 = substr($0, RSTART + 3)
    }
    out = out $0
    gsub(/\047/, "\047\047", out)
    printf "%s", out
  }'
}

discord() {
  check_url ALERTS_DISCORD_URL "$ALERTS_DISCORD_URL"
  cat << END
    discord_configs:
      - webhook_url: '$ALERTS_DISCORD_URL'
        title: '{{ template "palier.title" . }}'
        message: '{{ template "palier.message" . }}'
        send_resolved: true
END
}

slack() {
  check_url ALERTS_SLACK_URL "$ALERTS_SLACK_URL"
  cat << END
    slack_configs:
      - api_url: '$ALERTS_SLACK_URL'
        title: '{{ template "palier.title" . }}'
        # Else the address of Alertmanager, which nobody reaches from outside.
        title_link: ''
        fallback: '{{ template "palier.title" . }}'
        text: '{{ template "palier.message" . }}'
        send_resolved: true
END
}

wrong_addresses='ALERTS_MAIL_TO has to be addresses, separated by commas without spaces.'
mail() {
  case $ALERTS_MAIL_TO in *[!A-Za-z0-9._%+@,-]* | ,* | *, | *,,*) refuse "$wrong_addresses" ;; esac
  for address in $(printf '%s' "$ALERTS_MAIL_TO" | tr , ' '); do
    case $address in *@*@* | @* | *@) refuse "$wrong_addresses" ;; *@*) ;; *) refuse "$wrong_addresses" ;; esac
  done
  case ${MAIL_DOMAIN:-} in
    '' | *[!A-Za-z0-9.-]*) refuse 'ALERTS_MAIL_TO needs MAIL_DOMAIN, the domain of the sender, as in api.example.' ;;
  esac
  address=${MAIL_URL:-}
  case $address in
    *[!A-Za-z0-9._~%!\$\&\'\(\)*+,\;=:@/-]* | *%[01][0-9A-Fa-f]* | *%7[Ff]*) address= ;;
  esac
  is_utf8 "$address" || address=
  scheme=${address%%://*}
  place=${address#*://}
  place=${place%%/*}
  login=
  case $place in *@*) login=${place%@*} place=${place##*@} ;; esac
  host=${place%%:*} port=465
  [ "$scheme" = smtps ] || port=587
  case $place in *:*) port=${place#*:} ;; esac
  # Alertmanager begins with TLS at port 465, and nowhere else.
  case $scheme:$port in smtp:465) scheme= ;; smtps:465 | smtp:[0-9]*) ;; *) scheme= ;; esac
  case $host in '' | *[!A-Za-z0-9.-]*) scheme= ;; esac
  case $port in *[!0-9]*) scheme= ;; esac
  [ -n "$scheme" ] || refuse \
    'ALERTS_MAIL_TO needs MAIL_URL as smtps://user:password@host, at port 465, or as smtp://user:password@host:587; percent-encode other characters.'
  # As Palier does: with a password TLS is required, unless the server is on this machine.
  tls=false
  if [ "$scheme" = smtp ] && [ -n "$login" ]; then
    case $host in localhost | 127.0.0.1) ;; *) tls=true ;; esac
  fi
  cat << END
    email_configs:
      - to: '$ALERTS_MAIL_TO'
        from: 'alerts@$MAIL_DOMAIN'
        smarthost: '$host:$port'
        require_tls: $tls
        auth_username: '$(quoted "${login%%:*}")'
        auth_password: '$(case $login in *:*) quoted "${login#*:}" ;; esac)'
        headers:
          Subject: '{{ template "palier.title" . }}'
        html: ''
        text: '{{ template "palier.message" . }}'
        send_resolved: true
END
}

receivers() {
  [ -z "${ALERTS_DISCORD_URL:-}" ] || discord
  [ -z "${ALERTS_SLACK_URL:-}" ] || slack
  [ -z "${ALERTS_MAIL_TO:-}" ] || mail
}

links() {
  runbook=$(link ALERTS_RUNBOOK_URL "${ALERTS_RUNBOOK_URL:-}")
  grafana=$(link GRAFANA_URL "${GRAFANA_URL:-}")
  printf '{{ define "palier.runbook" }}%s{{ . }}{{ end }}\n' "${runbook:+$runbook/}"
  printf '{{ define "palier.panel" }}%s{{ end }}\n' "${grafana:+
Panel: $grafana{{ . \}\}}"
}

# replace FILE: by what comes in. As a new file, for one that others may read stays so when it is written again.
replace() {
  written=$(mktemp "$folder/.written.XXXXXX")
  cat > "$written"
  mv -f "$written" "$1"
}

# The configuration has the secrets: 0.25 has no webhook_url_file for Discord.
umask 077
mkdir -p "$folder"
folder=$(cd "$folder" && pwd)
case $folder in *\'*) refuse "The folder $folder has a quote in its name: take another." ;; esac
header='# Written by start.sh of Palier, and again whenever that starts.'
file=$folder/alertmanager.yml
if [ -e "$file" ] && [ "$(head -n 1 "$file")" != "$header" ]; then
  refuse "$file was not written by start.sh, which would replace it: name another folder, or move the file away."
fi
found=$(receivers)
[ -n "$found" ] || echo 'Alerts are sent nowhere: set ALERTS_DISCORD_URL, ALERTS_SLACK_URL or ALERTS_MAIL_TO.' >&2
linked=$(links)
printf '%s\n' "$linked" | replace "$folder/links.tmpl"
{
  printf '%s\n' "$header"
  cat "$here/routes.yml"
  printf '%s\n' "$found"
  printf "templates: ['%s', '%s']\n" "$here/palier.tmpl" "$folder/links.tmpl"
} | replace "$file"
[ $# -eq 0 ] || exec "$@" --config.file="$file"
