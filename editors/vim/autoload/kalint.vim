" For formatexpr: gq formats the selected lines. kalint reads the whole file, so it knows in which blocks they are.
function! kalint#format() abort
  " Lines that become long while one types are left to Vim.
  if mode() =~# '[iR]'
    return 1
  endif
  let l:program = get(g:, 'ale_keepalived_kalint_executable', 'kalint')
  let l:name = empty(expand('%')) ? 'keepalived.conf' : expand('%')
  let l:command = [l:program, 'format', '--stdin-filename', l:name, '--range', v:lnum . ':' . (v:lnum + v:count - 1), '-']
  let l:lines = systemlist(join(map(l:command, 'shellescape(v:val)')), getline(1, '$'))
  if v:shell_error
    echohl ErrorMsg | echomsg join(l:lines, ' ') | echohl None
    return 0
  endif
  let l:view = winsaveview()
  if line('$') > len(l:lines)
    silent execute (len(l:lines) + 1) . ',$delete _'
  endif
  call setline(1, l:lines)
  call winrestview(l:view)
  return 0
endfunction
