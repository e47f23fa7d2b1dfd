#compdef wasmill
# Completion of wasmill for zsh. Put it as _wasmill into a folder of $fpath, or source it after compinit.
_wasmill() {
    local -a candidates
    local line files
    while IFS= read -r line; do
        if [[ $line == :files ]]; then
            files=1
        elif [[ -n $line ]]; then
            candidates+=("${${line%%$'\t'*}//:/\\:}:${line#*$'\t'}")
        fi
    done < <("${(Q)words[1]}" complete -- "${(@Q)words[2,CURRENT]}" 2>/dev/null)
    (( $#candidates )) && _describe -t wasmill wasmill candidates
    [[ -n $files ]] && _files
}
if [[ $funcstack[1] == _wasmill ]]; then
    _wasmill "$@"
else
    compdef _wasmill wasmill
fi
