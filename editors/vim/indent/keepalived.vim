if exists('b:did_indent')
  finish
endif
let b:did_indent = 1

setlocal indentexpr=KeepalivedIndent() indentkeys=0{,0},!^F,o,O
let b:undo_indent = 'setlocal indentexpr< indentkeys<'

if exists('*KeepalivedIndent')
  finish
endif

" One level more after a line whose last brace opens a block, one less for a line that begins with `}`.
function KeepalivedIndent() abort
  let l:previous = prevnonblank(v:lnum - 1)
  let l:opens = substitute(getline(l:previous), '"[^"]*"\|\${\w*}\|[#!].*', '', 'g') =~# '{[^}]*$'
  let l:closes = getline(v:lnum) =~# '^\s*}'
  return indent(l:previous) + (l:opens - l:closes) * shiftwidth()
endfunction
