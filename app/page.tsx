import { redirect } from "next/navigation";

/** The address that `npm start` prints leads to the running day. */
export default function RootPage() {
  redirect("/today");
}
