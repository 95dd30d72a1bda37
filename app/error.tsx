"use client";

import { later } from "#components/later.tsx";

// Its parts would travel twice with every page: those of the console have them in the boundary of their group.
export default later(() => import("#components/page-error.tsx").then((module) => module.PageError));
