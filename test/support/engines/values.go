// Renders Go templates with given values: a list of {text, values} on standard input, texts on standard output.
package main

import (
	"bytes"
	"encoding/json"
	"os"
	"text/template"
)

func main() {
	var all []struct {
		Text   string
		Values map[string]any
	}
	if err := json.NewDecoder(os.Stdin).Decode(&all); err != nil {
		panic(err)
	}
	texts := []string{}
	for _, one := range all {
		one.Values["many"] = []int{1}
		var buffer bytes.Buffer
		if err := template.Must(template.New("t").Parse(one.Text)).Execute(&buffer, one.Values); err != nil {
			panic(err)
		}
		texts = append(texts, buffer.String())
	}
	json.NewEncoder(os.Stdout).Encode(texts)
}
