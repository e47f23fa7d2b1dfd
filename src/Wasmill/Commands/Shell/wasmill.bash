# Completion of wasmill for bash. Source it, or put it into ~/.local/share/bash-completion/completions/wasmill.
_wasmill() {
    local line=${COMP_LINE:0:COMP_POINT} word=${COMP_WORDS[COMP_CWORD]} current candidate candidates
    COMPREPLY=()
    # bash ends a word at each of COMP_WORDBREAKS, such as = and :, and replaces only what comes after it.
    case $word in = | :) word= ;; esac
    current=${line##*[[:space:]]}
    candidates=$("${COMP_WORDS[0]/#\~/$HOME}" complete --line "$line" 2>/dev/null) || return
    while IFS= read -r candidate; do
        case $candidate in
            '') ;;
            :files) compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -f -- "$word") ;;
            *) candidate=${candidate%%$'\t'*}; COMPREPLY+=("${candidate#"${current%"$word"}"}") ;;
        esac
    done <<<"$candidates"
}
complete -F _wasmill wasmill
