import { readFileSync } from "node:fs";
import * as z from "zod";

const SignIns = z.array(
  z.object({
    role: z.enum(["dispatcher", "manager", "driver", "engineer", "admin"]),
    name: z.string(),
    email: z.string(),
    password: z.string(),
  }),
);

/** A role that someone can sign in with. */
export type Role = z.infer<typeof SignIns>[number]["role"];

/** The sign-in of a role on the server under test. */
export const signInOf = (role: Role): z.infer<typeof SignIns>[number] => {
  const file = process.env.JOURNEYS_SIGN_IN ?? ".roundsman/sign-in.json";
  const found = SignIns.parse(JSON.parse(readFileSync(file, "utf8"))).find((each) => each.role === role);
  if (!found) throw new Error(`${file}: found no sign-in for ${role}, expected one`);
  return found;
};
