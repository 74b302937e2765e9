"""The widget that plays a lesson, and the lesson on paper."""
