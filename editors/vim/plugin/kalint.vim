" Where ALE is installed, `kalint` is a fixer that it knows by name.
if !empty(globpath(&runtimepath, 'autoload/ale/fix/registry.vim'))
  call ale#fix#registry#Add('kalint', 'ale#fixers#kalint#Fix', ['keepalived'], 'Format keepalived.conf with kalint.')
endif
