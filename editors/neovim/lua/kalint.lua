-- For Neovim 0.7 to 0.10: require("kalint").setup()
local M = {}

local config = { cmd = { "kalint", "lsp" }, filetypes = { "keepalived" } }
local markers = { "kalint.config.json", ".kalintrc.json", ".git" }

-- The nearest folder above that has one of the markers, else the file's own. vim.fs came with 0.8.
local function root_of(path)
  local folder = vim.fn.fnamemodify(path, ":p:h")
  local own = folder
  while true do
    for _, marker in ipairs(markers) do
      if vim.loop.fs_stat(folder .. "/" .. marker) then
        return folder
      end
    end
    local above = vim.fn.fnamemodify(folder, ":h")
    if above == folder then
      return own
    end
    folder = above
  end
end

local clients = {}

-- One server for each root; what `options` holds goes to vim.lsp.start_client.
function M.attach(buffer, options)
  local root = root_of(vim.api.nvim_buf_get_name(buffer))
  local client = clients[root]
  if client == nil or vim.lsp.get_client_by_id(client) == nil then
    local settings = { name = "kalint", cmd = config.cmd, root_dir = root }
    client = vim.lsp.start_client(vim.tbl_extend("force", settings, options or {}))
    clients[root] = client
  end
  if client ~= nil then
    vim.lsp.buf_attach_client(buffer, client)
  end
end

function M.setup(options)
  vim.api.nvim_create_autocmd("FileType", {
    pattern = config.filetypes,
    callback = function(event)
      M.attach(event.buf, options)
    end,
  })
end

return M
