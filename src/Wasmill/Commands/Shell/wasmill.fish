# Completion of wasmill for fish. Source it, or put it into ~/.config/fish/completions/wasmill.fish.
function __wasmill_complete
    set -l words (commandline -opc)
    set -l current (commandline -ct)
    for line in ($words[1] complete -- $words[2..-1] "$current" 2>/dev/null)
        if test "$line" = ":files"
            __fish_complete_path "$current"
        else
            echo $line
        end
    end
end
complete -c wasmill -f -a '(__wasmill_complete)'
