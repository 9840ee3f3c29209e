"use strict";
// Filters the findings, and unfolds what a link leads to. All there is to read
// is there without it.
(() => {
	const form = document.getElementById("filter");
	const ready = () => document.documentElement.dataset.ready = Math.round(performance.now());
	if (!form) return ready(); // nothing was found
	const findings = [...document.querySelectorAll(".finding")];
	const groups = [...document.querySelectorAll(".rule"), ...document.querySelectorAll(".package")];
	const selects = [...form.querySelectorAll("select")];
	const search = document.getElementById("search");
	const shown = document.getElementById("shown");
	const none = document.getElementById("none");
	const texts = new Map(); // of the findings, in lower case, once somebody searches

	function text(finding) {
		let t = texts.get(finding);
		if (t === undefined) {
			t = (finding.textContent + " " + Object.values(finding.dataset).join(" ")).toLowerCase();
			texts.set(finding, t);
		}
		return t;
	}

	function filter() {
		const words = search.value.toLowerCase().split(/\s+/).filter(w => w);
		const chosen = selects.filter(s => s.selectedIndex > 0);
		let n = 0;
		for (const f of findings) {
			f.hidden = !(chosen.every(s => f.dataset[s.name] === s.value) && words.every(w => text(f).includes(w)));
			if (!f.hidden) n++;
		}
		for (const g of groups) {
			const inside = g.querySelectorAll(".finding:not([hidden])").length;
			g.hidden = inside === 0;
			g.querySelector(".count").textContent = inside;
		}
		shown.textContent = n + " of " + findings.length;
		none.hidden = n > 0;
	}

	function fold(open) {
		for (const f of findings) {
			if (!f.hidden) f.open = open;
		}
	}

	// reveal unfolds what the address names.
	function reveal() {
		const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
		if (!target) return;
		for (let e = target; e; e = e.parentElement) {
			if (e.tagName === "DETAILS") e.open = true;
			e.hidden = false;
		}
		target.scrollIntoView();
	}

	let timer;
	search.addEventListener("input", () => {
		clearTimeout(timer);
		timer = setTimeout(filter, 120);
	});
	for (const s of selects) s.addEventListener("change", filter);
	form.addEventListener("reset", () => setTimeout(filter));
	form.addEventListener("submit", e => e.preventDefault());
	document.getElementById("unfold").addEventListener("click", () => fold(true));
	document.getElementById("fold").addEventListener("click", () => fold(false));
	document.addEventListener("keydown", e => {
		if (e.ctrlKey || e.metaKey || e.altKey) return;
		if (e.key === "/" && !/^(INPUT|SELECT|TEXTAREA)$/.test(e.target.tagName)) {
			e.preventDefault();
			search.focus();
		} else if (e.key === "Escape" && e.target === search) {
			search.value = "";
			filter();
		}
	});
	window.addEventListener("hashchange", reveal);
	window.addEventListener("beforeprint", () => fold(true));

	form.hidden = false;
	filter();
	reveal();
	ready();
})();
