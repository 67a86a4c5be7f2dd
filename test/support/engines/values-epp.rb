# Renders EPP templates with given values: a list of {text, values} on standard input, texts on standard output.
require "json"
require "puppet"
require "tmpdir"

# Puppet prints warnings on standard output otherwise.
Puppet::Util::Log.newdestination(:array) rescue nil
Dir.mktmpdir do |folder|
  Puppet.initialize_settings(["--confdir", folder, "--vardir", folder])
  environment = Puppet::Node::Environment.create(:kalint, [])
  Puppet.override({ environments: Puppet::Environments::Static.new(environment), current_environment: environment }, "") do
    node = Puppet::Node.new("lb1.example.com", environment: environment, facts: Puppet::Node::Facts.new("facts", {}))
    compiler = Puppet::Parser::Compiler.new(node)
    compiler.topscope.class_set("", compiler.topscope)
    Puppet.override(loaders: compiler.loaders, global_scope: compiler.topscope) do
      texts = JSON.parse($stdin.read).map do |one|
        values = one["values"].merge("many" => [1])
        Puppet::Pops::Evaluator::EppEvaluator.inline_epp(compiler.topscope, one["text"], values)
      rescue ArgumentError => e
        "REFUSED #{e.message}"
      end
      puts JSON.generate(texts)
    end
  end
end
