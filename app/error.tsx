"use client";

import dynamic from "next/dynamic";

// Its parts would travel twice with every page: those of the console have them in the boundary of their group.
export default dynamic(() => import("#components/page-error.tsx").then((module) => module.PageError));
