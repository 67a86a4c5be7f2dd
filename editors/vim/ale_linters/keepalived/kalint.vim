" The language server of kalint for ALE.

call ale#Set('keepalived_kalint_executable', 'kalint')

function! ale_linters#keepalived#kalint#ProjectRoot(buffer) abort
    for l:name in ['kalint.config.json', '.kalintrc.json', '.git']
        let l:found = ale#path#FindNearestFile(a:buffer, l:name)
        let l:found = empty(l:found) ? ale#path#FindNearestDirectory(a:buffer, l:name) : l:found
        if !empty(l:found)
            return fnamemodify(l:found, l:found =~# '/$' ? ':h:h' : ':h')
        endif
    endfor

    return expand('#' . a:buffer . ':p:h')
endfunction

call ale#linter#Define('keepalived', {
\   'name': 'kalint',
\   'lsp': 'stdio',
\   'executable': {buffer -> ale#Var(buffer, 'keepalived_kalint_executable')},
\   'command': '%e lsp',
\   'project_root': function('ale_linters#keepalived#kalint#ProjectRoot'),
\})
