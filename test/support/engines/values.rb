# Renders ERB templates with given values: a list of {text, values} on standard input, texts on standard output.
require "erb"
require "json"
require "ostruct"

texts = JSON.parse($stdin.read).map do |one|
  scope = OpenStruct.new(one["values"].merge("many" => [1])).instance_eval { binding }
  ERB.new(one["text"], trim_mode: "-").result(scope)
end
puts JSON.generate(texts)
