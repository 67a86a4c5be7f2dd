// Renders Go templates with values that a number decides: render SEED FILE...
package main

import (
	"bytes"
	"crypto/md5"
	"encoding/json"
	"fmt"
	"os"
	"regexp"
	"text/template"
)

var seed = os.Args[1]

func bit(what string, most int) int {
	sum := md5.Sum([]byte(seed + " " + what))
	return int(sum[0]) % most
}

// Values print as one word, whatever they hold.
type object map[string]any

func (o object) String() string { return fmt.Sprintf("v%d", bit(fmt.Sprint(len(o)), 200)) }

var field = regexp.MustCompile(`\.([A-Za-z_]\w*)`)
var word = regexp.MustCompile(`[A-Za-z_]\w*`)
var ranged = regexp.MustCompile(`range\s+(?:\$\w+(?:\s*,\s*\$\w+)?\s*:?=\s*)?\.?(?:\$?\w*\.)?([A-Za-z_]\w*)`)
var holder = regexp.MustCompile(`\.([A-Za-z_]\w*)\.`)

func names(pattern *regexp.Regexp, text string) map[string]bool {
	found := map[string]bool{}
	for _, match := range pattern.FindAllStringSubmatch(text, -1) {
		found[match[1]] = true
	}
	return found
}

func list(name string, text string, depth int) []object {
	all := []object{}
	for n := 0; n <= bit(name+" length", 2); n++ {
		all = append(all, fields(fmt.Sprintf("%s#%d", name, n), text, depth-1))
	}
	return all
}

// What is ranged over is a list, what has fields an object, and all else a word or nothing.
func fields(name string, text string, depth int) object {
	all := object{}
	if depth == 0 {
		return all
	}
	lists, holders := names(ranged, text), names(holder, text)
	for _, match := range field.FindAllStringSubmatch(text, -1) {
		own := match[1]
		switch {
		case lists[own]:
			all[own] = list(name+"."+own, text, depth)
		case holders[own]:
			all[own] = fields(name+"."+own, text, depth-1)
		default:
			all[own] = []string{"", "a", "b", fmt.Sprintf("v%d", bit(name+own, 200))}[bit(name+own+" kind", 4)]
		}
	}
	return all
}

func main() {
	out := map[string][]string{}
	for _, path := range os.Args[2:] {
		data, _ := os.ReadFile(path)
		text := string(data)
		// The functions of consul-template, confd and others.
		functions := template.FuncMap{}
		for _, name := range word.FindAllString(text, -1) {
			switch name {
			case "if", "else", "end", "range", "with", "define", "template", "block", "eq", "ne", "not", "and", "or",
				"len", "index", "printf", "break", "continue", "lt", "gt", "le", "ge", "print", "nil", "true", "false":
				continue
			}
			own := name
			if names(ranged, text)[name] {
				functions[name] = func(args ...any) any { return list(own, text, 2) }
				continue
			}
			functions[name] = func(args ...any) any { return fmt.Sprintf("v%d", bit(fmt.Sprint(own, args), 200)) }
		}
		parsed, err := template.New("t").Funcs(functions).Parse(text)
		var buffer bytes.Buffer
		if err == nil {
			err = parsed.Execute(&buffer, fields("top", text, 3))
		}
		if err != nil {
			out[path] = []string{"ERROR " + err.Error()}
			continue
		}
		out[path] = []string{buffer.String()}
	}
	json.NewEncoder(os.Stdout).Encode(out)
}
