/* Starts the page, once all its parts are there. */
parts.page.mount();
