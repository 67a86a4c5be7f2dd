" keepalived.conf by its name or folder, or by the first line that keepalived's own samples have.
autocmd BufNewFile,BufRead keepalived.conf,keepalived*.conf,*/keepalived/*.conf,*.keepalived setfiletype keepalived
autocmd BufNewFile,BufRead *.conf if getline(1) =~# '^[!#]\s*Configuration File for keepalived' | setfiletype keepalived | endif
