# Words that the help pages and the desk share.

ui-loading = Loading
ui-retry = Try again
ui-close = Close
ui-error-title = That didn’t work
ui-error-offline = You seem to be offline. Nothing is lost: what you wrote goes out when you are connected again.
ui-error-no-answer = Our server didn’t answer in time. Nothing was lost; please try again.
ui-error-server = Something went wrong on our side. Nothing was lost; please try again in a moment.
ui-missing-title = We can’t find that
ui-missing-text = It may have moved, or it belongs to another account.
ui-theme-light = Light
ui-theme-dark = Dark
ui-theme-system = As my device
ui-theme = Colours
ui-skip = Skip to content
ui-sign-out = Sign out
ui-quantity = { $count } ×
ui-link-reconnecting = Reconnecting…
ui-link-reconnecting-text = The connection was lost. You can go on writing; nothing is lost.
