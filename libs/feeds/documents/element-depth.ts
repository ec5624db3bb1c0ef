/** Nobody nests so many elements on purpose; the parser of HTML takes quadratic time for them. */
const mostDeep = 1000;

/** Thrown by the parser of a text whose elements are nested too deeply. */
export class TooDeep extends Error {}

/** Callbacks of sanitize-html that end it by `TooDeep` where more than 1,000 elements are open. */
export function boundedDepth() {
  let depth = 0;
  return {
    onOpenTag: () => {
      depth += 1;
      if (depth > mostDeep) throw new TooDeep();
      return depth;
    },
    onCloseTag: () => {
      depth -= 1;
    },
  };
}
