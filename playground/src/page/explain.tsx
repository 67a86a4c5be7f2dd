import { useEffect, useRef, useState } from "preact/hooks";
import { ruleUrl } from "../../../src/diagnostics/rule-url.js";
import type { Article, ArticlePart, ArticleSection } from "../../../src/reference/article.js";
import { Icon } from "./icons.js";
import { articleOf } from "./texts.js";

/** The text of a rule, over the page. */
export function Explain({ rule, onClose }: { readonly rule: string; readonly onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [article, setArticle] = useState<Article | "loading" | "missing">("loading");
  useEffect(() => dialog.current?.showModal(), []);
  useEffect(() => {
    articleOf(rule).then(
      (found) => setArticle(found ?? "missing"),
      () => setArticle("missing"),
    );
  }, [rule]);
  return (
    <dialog ref={dialog} class="explain" aria-labelledby="explain-title" onClose={onClose}>
      <header>
        <h2 id="explain-title">{rule}</h2>
        <button type="button" class="quiet" aria-label="Close" onClick={() => dialog.current?.close()}>
          <Icon name="close" />
        </button>
      </header>
      {/* It scrolls, so that the keyboard has to reach it. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: see above */}
      <section class="body" aria-label="Explanation" tabIndex={0}>
        <Body article={article} />
        <p class="dim">
          <a href={ruleUrl(rule)} rel="noreferrer">
            The page of this rule
          </a>
        </p>
      </section>
    </dialog>
  );
}

function Body({ article }: { readonly article: Article | "loading" | "missing" }) {
  if (article === "loading") return <p>Loading…</p>;
  if (article === "missing")
    return <p>The texts of the rules could not be loaded. Is the folder of this page complete?</p>;
  return (
    <>
      <p class="dim">{article.tag}</p>
      <p class="summary">
        <Prose text={article.summary} />
      </p>
      {article.sections.map((section) => (
        <SectionPart key={section.title} section={section} />
      ))}
    </>
  );
}

const SectionPart = ({ section: { title, parts } }: { readonly section: ArticleSection }) => (
  <>
    <h3>{title}</h3>
    {parts.map((part) => (
      <PartView key={JSON.stringify(part)} part={part} title={title} />
    ))}
  </>
);

function PartView({ part, title }: { readonly part: ArticlePart; readonly title: string }) {
  switch (part.kind) {
    case "text":
      return (
        <p>
          <Prose text={part.text} />
        </p>
      );
    case "code":
      return (
        <>
          {part.title !== undefined && <p class="dim">{part.title}</p>}
          <Code text={part.text} label={part.title === undefined ? title : `${title}: ${part.title}`} />
        </>
      );
    case "output":
      return <Code text={part.text} label={title} />;
    case "links":
      return (
        <ul>
          {part.links.map(({ text, url }) => (
            <li key={text}>
              {url === undefined ? (
                text
              ) : (
                <a href={url} rel="noreferrer">
                  {text}
                </a>
              )}
            </li>
          ))}
        </ul>
      );
    case "points":
      return (
        <ul>
          {part.points.map(({ term, text }) => (
            <li key={term}>
              <code>{term}</code>
              {text !== "" && (
                <>
                  : <Prose text={text} />
                </>
              )}
            </li>
          ))}
        </ul>
      );
  }
}

const Code = ({ text, label }: { readonly text: string; readonly label: string }) => (
  // It scrolls to the side, so that the keyboard has to reach it.
  // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
  <section class="code" aria-label={label} tabIndex={0}>
    <pre>
      <code>{text.trimEnd()}</code>
    </pre>
  </section>
);

/** Text in which backquotes mark code. */
const Prose = ({ text }: { readonly text: string }) => (
  <>{text.split("`").map((piece, at) => (at % 2 === 1 ? <code key={`${at} ${piece}`}>{piece}</code> : piece))}</>
);
