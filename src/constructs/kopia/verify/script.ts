/**
 * Looks through a repository, or through those of apps one after the other, and at what is declared to be in them. It calls
 * Kopia, and `date`, `cat` and `rm`; the rest is POSIX `sh`, because that is all an image with Kopia is sure to have.
 *
 * Kopia lists snapshots as JSON, one a line. A key with the quotes around it cannot stand inside a text of JSON, where
 * quotes are escaped, so nothing that anybody calls a file or a snapshot is taken for one. What is not as expected counts
 * as wrong.
 */
export const SCRIPT = `# Looks through repositories, and for what "declared" says of them. Arguments: the call that looks through one.
# It fails in the end, when all has been looked at.
set -uf
newline='
'
IFS=$newline
connection=$KOPIA_CONFIG_PATH
exec 3< "\${connection%/*}/declared"
wrong= repositories=0 identities=0

complain() {
  case $wrong$newline in
    *"$newline$1$newline"*) ;;
    *) wrong=$wrong$newline$1 ;;
  esac
}

# Sets "text" to $1 with $3 in the place of $2.
put() {
  case $1 in
    *"$2"*) text=\${1%%"$2"*}$3\${1#*"$2"} ;;
    *) text=$1 ;;
  esac
}

# Sets "name" to user@host:path of {"host":"…","userName":"…","path":"…"}.
begin='{"host":"' user='","userName":"' path='","path":"' end='"}'
name_of() {
  rest=\${1#"$begin"}
  name=\${rest#*"$user"}
  name=\${name%"$end"}
  put "$name" "$path" :
  name=\${text%%:*}@\${rest%%"$user"*}:\${text#*:}
}

# Sets "age" to the seconds since a time in UTC, 2026-11-26T03:00:12.3Z.
age_of() {
  case $1 in
    [0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-6][0-9]*Z) ;;
    *) return 1 ;;
  esac
  date=\${1%%T*} time=\${1#*T}
  year=\${date%%-*} day=\${date##*-} month=\${date#*-}
  hour=\${time%%:*} second=\${time##*:} minute=\${time#*:}
  month=\${month%-*} minute=\${minute%:*} second=\${second%%[!0-9]*}
  # The 1 before keeps 08 from being octal. Years begin in March here, so that leap days are their last.
  month=$(((1$month - 91) % 12))
  year=$((year - month / 10))
  days=$((365 * year + year / 4 - year / 100 + year / 400 + (month * 306 + 5) / 10 + 1$day - 101 - 719468))
  age=$((now - days * 86400 - (1$hour - 100) * 3600 - (1$minute - 100) * 60 - (1$second - 100)))
}

# Takes down the newest complete snapshot of an identity.
take_down() {
  [ -n "$source" ] || return 0
  name_of "$source"
  case $best in
    '') complain "$name has no complete snapshot"; return 0 ;;
    *'"numFailed":0,'* | *'"numFailed":0}'*) ;;
    *'"numFailed":'[0-9]*) complain "$name: files are missing in the newest snapshot; suspend its source before anything else" ;;
    *) complain "$name: the newest snapshot does not say whether files are missing in it" ;;
  esac
  newest=$newest$newline$best
}

# Namespace and app, where the repository is that of one app, and the call that looks through it.
repository() {
  namespace=$1 app=$2 the='the repository' newest= opened=no
  shift 2
  repositories=$((repositories + 1))
  if [ -n "$app" ]; then
    the="the repository of $namespace/$app"
    echo "Now $the:"
    put "$(cat "$connection")" @namespace@ "$namespace"
    put "$text" @app@ "$app"
    KOPIA_CONFIG_PATH=\${connection%/*}/own.config
    # What is in the cache is another repository's.
    rm -rf "$KOPIA_CACHE_DIRECTORY"
    printf '%s\\n' "$text" > "$KOPIA_CONFIG_PATH" || exit 1
  fi
  # Of each identity some, because a backup that is under way has snapshots already, which are incomplete.
  if ! list=$(kopia snapshot list --all --max-results=4 --json); then
    complain "$the cannot be read"
    return 0
  fi
  now=$(date +%s)
  opened=yes
  "$@" || complain "$the is damaged, or its snapshots are: see above"
  kopia content verify --no-progress || complain "$the lacks blobs, or parts of them: see above"
  source= best=
  for line in $list; do
    case $line in
      ' {"id":"'*'"source":{"host":"'*'},"description":"'*) ;;
      '[' | ']') continue ;;
      *) complain "$the lists what is not understood: $line"; continue ;;
    esac
    next=\${line#*'"source":'}
    next=\${next%%',"description":"'*}
    [ "$next" = "$source" ] || { take_down; source=$next best=; }
    case $line in
      *'"incomplete":"'*) ;;
      *) best=$line ;;
    esac
  done
  take_down
  [ -n "$source" ] || complain "$the holds no snapshot"
}

# The seconds that the newest snapshot may be old, and whose it is.
identity() {
  identities=$((identities + 1))
  name_of "$2"
  if [ "$opened" = no ]; then
    complain "$name: nothing is known of it, because $the cannot be read"
    return 0
  fi
  found=
  for line in $newest; do
    case $line in
      *'"source":'"$2"',"description":"'*) found=$line ;;
    esac
  done
  if [ -z "$found" ]; then
    complain "$name has no complete snapshot"
    return 0
  fi
  when=\${found#*'"startTime":"'}
  when=\${when%%'"'*}
  if ! age_of "$when"; then
    complain "$name: when the newest snapshot was made is not understood: $when"
  elif [ "$age" -gt "$1" ]; then
    complain "$name: the newest snapshot is of $when, $((age / 3600)) hours old; $(($1 / 3600)) may be"
  elif [ "$age" -lt -3600 ]; then
    complain "$name: the newest snapshot is of $when, which is yet to come; a clock is wrong"
  fi
  case $found in
    *'"files":0,"symlinks":0,'*) complain "$name: the newest snapshot is empty" ;;
    *'"files":'[0-9]*',"symlinks":'[0-9]*) ;;
    *) complain "$name: the newest snapshot does not say whether it is empty" ;;
  esac
}

while IFS=' ' read -r what first second <&3; do
  case $what in
    repository) repository "$first" "$second" "$@" ;;
    identity) identity "$first" "$second" ;;
    *) complain "$what is nothing that can be declared" ;;
  esac
done
[ "$repositories" -gt 0 ] || complain 'nothing is declared'
if [ -n "$wrong" ]; then
  printf '\\nWrong:%s\\n' "$wrong"
  exit 1
fi
echo "Repositories: $repositories. Declared identities: $identities, each with a recent, whole snapshot that holds files."
`;
