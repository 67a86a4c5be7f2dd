import { allFixedWords, BOOLEANS, blockNames, GENERATED, optionNames } from "./vocabulary.js";

/** The syntax definition of Kate, by which it also knows the language of a file. */
export const kateSyntax = (): string => `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE language>
<!-- ${GENERATED} -->
<language name="keepalived" section="Configuration" version="1" kateversion="5.0" license="MIT"
          extensions="keepalived.conf;keepalived*.conf;*.keepalived" casesensitive="true">
  <highlighting>
${list("blocks", blockNames())}
${list("options", optionNames())}
${list("words", allFixedWords())}
${list("booleans", BOOLEANS)}
    <contexts>
      <context name="Statement" attribute="Normal" lineEndContext="#stay">
        <DetectSpaces/>
        <IncludeRules context="Common"/>
        <RegExpr attribute="Condition" context="#stay" String="@\\^?\\S+"/>
        <RegExpr attribute="Condition" context="#stay" String="~(SEQx?|LST)\\s*\\([^)]*\\)"/>
        <RegExpr attribute="Include" context="Arguments" String="include[rmwba]?(?=\\s)"/>
        <keyword attribute="Block" context="Arguments" String="blocks"/>
        <keyword attribute="Option" context="Arguments" String="options"/>
        <RegExpr attribute="Normal" context="Arguments" lookAhead="true" String="[-+\\d:]|[0-9A-Fa-f]+:"/>
        <RegExpr attribute="Normal" context="Arguments" String="[^\\s{}&quot;#!$]+"/>
      </context>
      <context name="Arguments" attribute="Normal" lineEndContext="#pop">
        <DetectChar attribute="Brace" context="#pop" char="{" beginRegion="block"/>
        <DetectChar attribute="Brace" context="#pop" char="}" endRegion="block"/>
        <IncludeRules context="Common"/>
        <keyword attribute="Boolean" context="#stay" String="booleans"/>
        <keyword attribute="Word" context="#stay" String="words"/>
        <IncludeRules context="Values"/>
      </context>
      <context name="Common" attribute="Normal" lineEndContext="#stay">
        <DetectChar attribute="Brace" context="#stay" char="{" beginRegion="block"/>
        <DetectChar attribute="Brace" context="#stay" char="}" endRegion="block"/>
        <AnyChar attribute="Comment" context="Comment" String="#!"/>
        <DetectChar attribute="String" context="String" char="&quot;"/>
        <RegExpr attribute="Variable" context="#stay" String="\\$([A-Za-z_]\\w*=?|\\{[A-Za-z_]\\w*\\})"/>
      </context>
      <context name="Values" attribute="Normal" lineEndContext="#stay">
        <RegExpr attribute="Number" context="#stay" String="(\\d{1,3}\\.){3}\\d{1,3}(/\\d{1,2}|-\\d{1,3})?(?=[\\s{}&quot;#!]|$)"/>
        <RegExpr attribute="Number" context="#stay" String="[0-9A-Fa-f]*:[0-9A-Fa-f]*:[0-9A-Fa-f:.]*(/\\d{1,3})?(?=[\\s{}&quot;#!]|$)"/>
        <RegExpr attribute="Number" context="#stay" String="[-+]?\\d+(\\.\\d+)?(?=[\\s{}&quot;#!]|$)"/>
        <RegExpr attribute="Normal" context="#stay" String="\\\\[#!]|[^\\s{}&quot;#!$\\\\]+"/>
      </context>
      <context name="Comment" attribute="Comment" lineEndContext="#pop">
        <IncludeRules context="##Comments"/>
      </context>
      <context name="String" attribute="String" lineEndContext="#pop">
        <DetectChar attribute="String" context="#pop" char="&quot;"/>
        <RegExpr attribute="Variable" context="#stay" String="\\$\\{[A-Za-z_]\\w*\\}"/>
      </context>
    </contexts>
    <itemDatas>
      <itemData name="Normal" defStyleNum="dsNormal"/>
      <itemData name="Block" defStyleNum="dsKeyword"/>
      <itemData name="Option" defStyleNum="dsAttribute"/>
      <itemData name="Word" defStyleNum="dsConstant"/>
      <itemData name="Boolean" defStyleNum="dsConstant"/>
      <itemData name="Number" defStyleNum="dsDecVal"/>
      <itemData name="String" defStyleNum="dsString"/>
      <itemData name="Variable" defStyleNum="dsVariable"/>
      <itemData name="Condition" defStyleNum="dsPreprocessor"/>
      <itemData name="Include" defStyleNum="dsImport"/>
      <itemData name="Brace" defStyleNum="dsOperator"/>
      <itemData name="Comment" defStyleNum="dsComment"/>
    </itemDatas>
  </highlighting>
  <general>
    <comments>
      <comment name="singleLine" start="#"/>
    </comments>
    <keywords casesensitive="true" additionalDeliminator="" weakDeliminator="-"/>
  </general>
</language>
`;

const list = (name: string, words: readonly string[]): string =>
  [`    <list name="${name}">`, ...words.map((word) => `      <item>${word}</item>`), "    </list>"].join("\n");
