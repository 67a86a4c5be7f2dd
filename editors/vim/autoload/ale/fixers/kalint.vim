" Formats keepalived.conf. Where kalint refuses, it prints nothing and ALE leaves the text as it is.

call ale#Set('keepalived_kalint_executable', 'kalint')

function! ale#fixers#kalint#Fix(buffer) abort
    return {
    \   'command': ale#Escape(ale#Var(a:buffer, 'keepalived_kalint_executable'))
    \       . ' format --stdin-filename %s -',
    \}
endfunction
