-- For Neovim 0.11 and later: vim.lsp.enable("kalint")
return {
  cmd = { "kalint", "lsp" },
  filetypes = { "keepalived" },
  root_markers = { "kalint.config.json", ".kalintrc.json", ".git" },
}
