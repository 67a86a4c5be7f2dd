# Renders ERB templates with values that a number decides: render.rb SEED FILE...
require "digest"
require "erb"
require "json"

# A value of which the name and the seed decide everything.
class Any < BasicObject
  def initialize(name)
    @name = name
  end

  def bit(what, most = 2)
    ::Digest::MD5.digest("#{::ARGV[0]} #{@name} #{what}").bytes[0] % most
  end

  def method_missing(name, *args)
    return bit("#{name} #{args}") == 1 if name.end_with?("?")

    ::Any.new("#{@name}.#{name}(#{args.map(&:to_s)})")
  end

  def respond_to_missing?(*)
    true
  end

  def each
    (1 + bit("length")).times { |n| yield ::Any.new("#{@name}##{n}"), ::Any.new("#{@name}##{n}'") }
    self
  end
  alias each_pair each
  alias each_with_index each

  def map
    (1 + bit("length")).times.map { |n| yield ::Any.new("#{@name}##{n}") }
  end
  alias collect map

  def nil?
    bit("nil") == 1
  end

  def !
    bit("not") == 1
  end

  def ==(other)
    bit("== #{other}") == 1
  end

  def !=(other)
    bit("!= #{other}") == 1
  end

  def is_a?(other)
    bit("is_a #{other}") == 1
  end

  def class
    ::Any
  end

  def to_ary
    [::Any.new("#{@name}[0]"), ::Any.new("#{@name}[1]")]
  end
  alias to_a to_ary

  def to_s
    "v#{bit("text", 200)}"
  end
  alias to_str to_s
  alias inspect to_s
end

# What a template is evaluated in: every variable that it names has a value, or is nil.
class Scope
  def initialize(text)
    text.scan(/@(\w+)/).flatten.uniq.each do |name|
      any = Any.new(name)
      instance_variable_set("@#{name}", any.bit("set") == 1 ? any : nil)
    end
  end

  # Functions of BOSH and Puppet.
  def p(*args)
    Any.new("p(#{args})")
  end

  def method_missing(name, *args)
    Any.new("#{name}(#{args})")
  end

  def respond_to_missing?(*)
    true
  end

  def render(text)
    ERB.new(text, trim_mode: "-").result(binding)
  end
end

results = ARGV.drop(1).to_h do |path|
  text = File.read(path)
  [path, [begin
    Scope.new(text).render(text)
  rescue StandardError, SyntaxError => e
    "ERROR #{e.class}: #{e.message[0, 100]}"
  end]]
end
puts JSON.generate(results)
