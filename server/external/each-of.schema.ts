import * as z from "zod";

/**
 * A list of which each item is read by itself. One of another shape is left out and named in `refused`: one broken
 * record must not keep the others from being read. A list of nothing else is refused whole.
 */
export const eachOf = <T extends z.ZodType>(one: T, name: string) =>
  z.array(z.unknown()).transform((list, context) => {
    const read = list.map((item) => one.safeParse(item));
    const items = read.flatMap((each): z.output<T>[] => (each.success ? [each.data] : []));
    const refused = read.flatMap(({ error }, i) => {
      const [issue] = error?.issues ?? [];
      return issue === undefined ? [] : [`${name}[${i}].${issue.path.join(".")}: ${issue.message}`];
    });
    if (items.length === 0 && refused.length > 0) {
      context.addIssue({ code: "custom", message: refused[0] ?? "" });
      return z.NEVER;
    }
    return { items, refused };
  });
