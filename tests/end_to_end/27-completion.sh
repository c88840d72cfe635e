#!/bin/sh
# What the shells complete is what the programs know.
#
# SPDX-License-Identifier: GPL-2.0-or-later
. "$(dirname "$0")/lib.sh"

# options_of COMMAND...: the long options that its --help names, one a line.
options_of() {
  "$@" --help | grep -oE -- '--[a-z][a-z0-9-]+' | sort -u
}
verbs=$(backfile-index --help | sed -n '/^Subcommands/,$s/^  \([a-z]*\) .*/\1/p')

begin 'every option of every verb, in every shell, and no other'
for shell in bash zsh fish; do backfile-index completion "$shell" > "script.$shell"; done
for verb in $verbs; do
  { options_of backfile-index "$verb"
    [ "$verb" = config ] && options_of backfile-index config show
  } | sort -u > known
  check "$verb has options" test -s known
  sed -n "s/^    $verb) words='\(.*\)' ;;/\1/p" script.bash | grep -oE -- '--[a-z][a-z0-9-]+' | sort -u > said
  same known said
  sed -n "/^      $verb) _arguments/,/;;/p" script.zsh | grep -oE -- "^ *'--[a-z][a-z0-9-]+" | tr -d " '" | sort -u > said
  same known said
  sed -n "s/.*__fish_seen_subcommand_from $verb'.* -l \([a-z0-9-]*\) .*/--\1/p" script.fish | sort -u > said
  same known said
done
run 2 backfile-index completion csh

begin 'bash completes verbs, options, their choices, and files'
needs bash
backfile-index completion bash > script
touch papers.tar
# completes WORD...: what bash offers for the last word.
completes() {
  bash -c '. ./script; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _backfile_index; printf "%s\n" "${COMPREPLY[@]}"' \
    bash backfile-index "$@"
}
completes up > offered
printf 'update\n' | same - offered
completes update --max-d > offered
printf -- '--max-delete\n' | same - offered
completes add --progress = al > offered
printf 'always\n' | same - offered
completes config sh > offered
printf 'show\n' | same - offered
completes add pap > offered
printf 'papers.tar\n' | same - offered
completes add --index pap > offered
printf 'papers.tar\n' | same - offered

begin 'zsh and fish accept their scripts'
if command -v zsh > /dev/null; then
  backfile-index completion zsh > script
  check 'zsh' zsh -n script
  check 'zsh, for the search' sh -c 'backfile-search completion zsh > script && zsh -n script'
fi
if command -v fish > /dev/null; then
  backfile-index completion fish > script
  check 'fish' fish --no-execute script
  check 'fish offers verbs' sh -c "HOME=$PWD fish -c 'source script; complete -C \"backfile-index upd\"' | grep -q '^update'"
  check 'fish offers choices' sh -c "HOME=$PWD fish -c 'source script; complete -C \"backfile-index add --progress=al\"' | grep -q always"
fi

finish
