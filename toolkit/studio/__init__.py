"""The lesson studio: where staff write a lesson beside a live preview, without a terminal."""
